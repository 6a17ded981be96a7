"""The data sets, interfaces, contracts and predecessors of a system: read by all who see it, kept by its sponsor and the bureau."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import generics, serializers
from rest_framework.permissions import IsAuthenticated

from registry.organisations.callers import Called, ReadsRegister
from registry.organisations.models import Organisation
from registry.systems.models import Contract, DataSet, Interface, Predecessor, System
from registry.systems.selectors import systems_visible_to
from registry.systems.services.facts import keep_fact, remove_fact


class DataSetShape(serializers.ModelSerializer[DataSet]):
    class Meta:
        model = DataSet
        fields = ["id", "name", "content", "data_class", "is_personal", "records", "location"]


class InterfaceShape(serializers.ModelSerializer[Interface]):
    """Name a ``consumer`` of the register by its code, or an ``outside_consumer`` by name."""

    consumer: Any = serializers.SlugRelatedField(
        "code", queryset=System.objects.all(), required=False, allow_null=True, default=None
    )

    class Meta:
        model = Interface
        fields = ["id", "name", "consumer", "outside_consumer", "purpose"]


class ContractShape(serializers.ModelSerializer[Contract]):
    """``contractor``: code of an organisation; ``cost_fen`` for the whole term."""

    contractor: Any = serializers.SlugRelatedField("code", queryset=Organisation.objects.all())

    class Meta:
        model = Contract
        fields = ["id", "subject", "kind", "contractor", "number", "cost_fen", "begins_on", "ends_on"]
        extra_kwargs = {"cost_fen": {"min_value": 0, "max_value": 10**15}}


class PredecessorShape(serializers.ModelSerializer[Predecessor]):
    """``earlier``: the code of the system that is carried on."""

    earlier: Any = serializers.SlugRelatedField("code", queryset=System.objects.all())

    class Meta:
        model = Predecessor
        fields = ["id", "earlier", "how", "reason"]


class _Facts(Called, generics.GenericAPIView[Any]):
    """Programs read the register; only people change it. What one may not see does not exist."""

    permission_classes = [IsAuthenticated, ReadsRegister]
    filter_backends = ()

    def system(self) -> System:
        who: Any = self.request.user
        return get_object_or_404(systems_visible_to(who), code=self.kwargs["code"])

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):  # the schema is drawn without a request
            return super().get_queryset()
        return super().get_queryset().filter(system=self.system()).select_related("system").order_by("id")


class _FactList(_Facts, generics.ListCreateAPIView[Any]):
    def perform_create(self, serializer: serializers.BaseSerializer[Any]) -> None:
        row = self.get_queryset().model(system=self.system(), **serializer.validated_data)
        serializer.instance = keep_fact(fact=row, by=self.person)


class _FactDetail(_Facts, generics.RetrieveUpdateDestroyAPIView[Any]):
    http_method_names = ["get", "put", "delete", "head", "options"]

    def perform_update(self, serializer: serializers.BaseSerializer[Any]) -> None:
        row: Any = serializer.instance
        for name, value in serializer.validated_data.items():
            setattr(row, name, value)
        serializer.instance = keep_fact(fact=row, by=self.person)

    def perform_destroy(self, instance: Any) -> None:
        remove_fact(fact=instance, by=self.person)


class DataSetList(_FactList):
    """The data a system keeps."""

    serializer_class = DataSetShape
    queryset = DataSet.objects.all()


class DataSetDetail(_FactDetail):
    serializer_class = DataSetShape
    queryset = DataSet.objects.all()


class InterfaceList(_FactList):
    """What a system provides, and who draws on it: its dependants."""

    serializer_class = InterfaceShape
    queryset = Interface.objects.select_related("consumer")


class InterfaceDetail(_FactDetail):
    serializer_class = InterfaceShape
    queryset = Interface.objects.select_related("consumer")


class ContractList(_FactList):
    """What was contracted for a system."""

    serializer_class = ContractShape
    queryset = Contract.objects.select_related("contractor")


class ContractDetail(_FactDetail):
    serializer_class = ContractShape
    queryset = Contract.objects.select_related("contractor")


class PredecessorList(_FactList):
    """The systems one carries on: what was counted of them is counted as its own. Entered by the data bureau."""

    serializer_class = PredecessorShape
    queryset = Predecessor.objects.select_related("earlier")


class PredecessorDetail(_FactDetail):
    serializer_class = PredecessorShape
    queryset = Predecessor.objects.select_related("earlier")
