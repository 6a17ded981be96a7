from django.db import migrations


def keep(apps, schema_editor):
    """Confirmations so far were all of disuse; each decision gets its row."""
    finding, ruling = apps.get_model("findings", "Finding"), apps.get_model("findings", "Ruling")
    finding.objects.filter(state="confirmed").update(confirmed_as="unused")
    decided = finding.objects.filter(state__in=["confirmed", "dismissed"], claimed_by__isnull=False)
    ruling.objects.bulk_create(
        ruling(
            finding=each,
            outcome=each.state,
            confirmed_as=each.confirmed_as,
            dismissed_code=each.dismissed_code,
            reason=each.decided_reason,
            until=each.dismissed_until,
            case_number=each.case_number,
            tier=each.tier,
            signals=each.signals,
            evidence=each.evidence,
            evidence_sha256=each.evidence_sha256,
            policy_id=each.policy_id,
            claimed_by_id=each.claimed_by_id,
            by_id=each.decided_by_id,
            at=each.decided_at,
        )
        for each in decided.filter(decided_by__isnull=False).order_by("decided_at", "pk")
    )


class Migration(migrations.Migration):
    dependencies = [("findings", "0006_let_people_ask_and_decide")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
