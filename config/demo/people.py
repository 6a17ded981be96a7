"""Who can sign in to the demo: at least one account for each role. Shown on the demo's sign-in page, nowhere else."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from config.demo import names
from registry.organisations.enums import Role
from registry.organisations.models import Organisation, Person
from registry.organisations.services import grant

PASSWORD = "qingxi-demo-2026"  # noqa: S105  (the demo's, told to everybody on its sign-in page)


@dataclass(frozen=True, slots=True)
class Account:
    """One demo account; ``organisation`` is a name of :mod:`config.demo.names`."""

    username: str
    name: str
    role: Role
    organisation: str

    def told(self) -> dict[str, Any]:
        """What the sign-in page shows."""
        return {**asdict(self), "role": self.role.label, "password": PASSWORD}


ACCOUNTS = (
    Account("limin", "李敏", Role.INTAKE_OFFICER, names.BUREAU),
    Account("wanglei", "王磊", Role.CASE_OFFICER, names.BUREAU),
    Account("chenjing", "陈静", Role.CASE_OFFICER, names.BUREAU),
    Account("zhaoli", "赵立", Role.DECISION_MAKER, names.BUREAU),
    Account("sunfang", "孙芳", Role.DECISION_MAKER, names.BUREAU),
    Account("xuli", "许丽", Role.SPONSOR_STAFF, f"{names.COUNTY}民政局"),
    Account("zhoutao", "周涛", Role.NECESSITY_REVIEWER, names.SERVICES),
    Account("wuxia", "吴霞", Role.FINANCE_REVIEWER, names.FINANCE),
    Account("zhengyu", "郑宇", Role.ASSESSOR, names.ASSESSOR),
    Account("fengqiang", "冯强", Role.OPERATOR, names.DATA_CENTRE),
    Account("hanmei", "韩梅", Role.CLEARANCE_VERIFIER, names.BUREAU),
    Account("heguang", "何光", Role.AUDITOR, f"{names.COUNTY}审计局"),
    Account("guomin", "郭敏", Role.LEADER, f"{names.COUNTY}人民政府"),
    Account("admin", "系统管理员", Role.ADMINISTRATOR, names.BUREAU),
)


def make_accounts(*, since: date) -> None:
    """Give every account its password and its role. The organisations must be in the register."""
    hashed = make_password(PASSWORD)  # once: fourteen slow hashes of one word would only delay the first page
    for account in ACCOUNTS:
        person = Person.objects.create(username=account.username, password=hashed, name=account.name)
        organisation = Organisation.objects.get(name=account.organisation)
        grant(person=person, organisation=organisation, role=account.role, by=None, since=since)


def named(username: str) -> Person:
    return Person.objects.get(username=username)
