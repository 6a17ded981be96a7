"""What to put where a system was: how a web server answers 410 with our notice. Copied by people, carried out by nobody here."""


def server_settings(*, notice: str, successor_address: str = "") -> str:
    """The settings for nginx and for Apache. ``notice`` is the name of the notice's file, ``successor_address`` a link or ``""``."""
    link = f'<{successor_address}>; rel="successor-version"' if successor_address else ""
    nginx = [
        "# nginx",
        "server {",
        "    location / { return 410; }",
        f"    error_page 410 /{notice};",
        f"    location = /{notice} {{",
        "        internal;",
        "        add_header Cache-Control no-store always;",
        *([f"        add_header Link '{link}' always;"] if link else []),
        "    }",
        "}",
    ]
    apache = [
        "# Apache",
        "RewriteEngine On",
        f"RewriteCond %{{REQUEST_URI}} !=/{notice}",
        "RewriteRule ^ - [G,L]",
        f"ErrorDocument 410 /{notice}",
        "Header always set Cache-Control no-store",
        *([f"Header always set Link '{link}'"] if link else []),
    ]
    return "\n".join([*nginx, "", *apache, ""])
