package dev.ratchet.activities.masterdata.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.masterdata.history.MasterDataRows.Order;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Person;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Supplier;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DifferencesTest {
    private static final BankAccount OLD = new BankAccount(Digest.of("old"), "DE02…051");
    private static final BankAccount NEW = new BankAccount(Digest.of("new"), "DE89…000");
    private static final Supplier ACME =
            new Supplier("ACME", "Acme", true, true, List.of("DE1"), List.of(OLD), amounts("EUR", 100_00));
    private static final Order ORDER = new Order("PO7", "ACME", "PO-7", "EUR", 500_00);
    private static final Person ANNA = new Person("anna", List.of("clerk"), amounts("EUR", 1000_00));

    private static SortedMap<String, Long> amounts(String currency, long minor) {
        return new TreeMap<>(Map.of(currency, minor));
    }

    private static MasterDataRows rows(Supplier supplier) {
        return new MasterDataRows(List.of(supplier), List.of(), List.of(), List.of());
    }

    private static MasterDataRows rows(Person person) {
        return new MasterDataRows(List.of(), List.of(), List.of(person), List.of());
    }

    private static MasterDataRows rows(Order order) {
        return new MasterDataRows(List.of(), List.of(order), List.of(), List.of());
    }

    private static Supplier acme(List<String> taxIds, List<BankAccount> accounts, SortedMap<String, Long> ceilings) {
        return new Supplier("ACME", "Acme", true, true, taxIds, accounts, ceilings);
    }

    private static DynamicTest two(MasterDataRows before, MasterDataRows after, String... texts) {
        return differ(true, before, after, texts);
    }

    private static DynamicTest one(MasterDataRows before, MasterDataRows after, String... texts) {
        return differ(false, before, after, texts);
    }

    private static DynamicTest differ(boolean second, MasterDataRows before, MasterDataRows after, String... texts) {
        return DynamicTest.dynamicTest(texts[0], () -> {
            List<Difference> found = Differences.between(before, after);
            assertThat(found).extracting(Difference::text).containsExactly(texts);
            assertThat(found.stream().anyMatch(Difference::secondPerson)).isEqualTo(second);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatNeedsASecondPerson() {
        MasterDataRows acme = rows(ACME);
        MasterDataRows anna = rows(ANNA);
        Supplier strict = new Supplier("ACME", "Acme", false, false, List.of("DE1"), List.of(OLD), ACME.ceilings());
        return Stream.of(
                two(
                        acme,
                        rows(acme(List.of("DE1"), List.of(NEW), ACME.ceilings())),
                        "supplier ACME: account DE89…000 added",
                        "supplier ACME: account DE02…051 removed"),
                two(
                        acme,
                        rows(acme(List.of("DE1"), List.of(), ACME.ceilings())),
                        "supplier ACME: account DE02…051 removed"),
                two(
                        acme,
                        rows(acme(List.of("DE1", "DE2"), List.of(OLD), ACME.ceilings())),
                        "supplier ACME: tax id DE2 added"),
                two(
                        acme,
                        rows(acme(List.of("DE1"), List.of(OLD), amounts("EUR", 100_01))),
                        "supplier ACME: ceiling raised from 100.00 EUR to 100.01 EUR"),
                two(
                        MasterDataRows.NONE,
                        rows(new Supplier("NEW", "New", true, false, List.of(), List.of(), amounts("JPY", 5))),
                        "supplier NEW added: New",
                        "supplier NEW: ceiling of 5 JPY given"),
                two(
                        rows(strict),
                        rows(new Supplier("ACME", "Acme", true, false, List.of("DE1"), List.of(OLD), ACME.ceilings())),
                        "supplier ACME active again"),
                two(
                        acme,
                        rows(new Supplier("ACME", "Acme", true, false, List.of("DE1"), List.of(OLD), ACME.ceilings())),
                        "supplier ACME: no order needed any more"),
                two(
                        anna,
                        rows(new Person("anna", List.of("clerk"), amounts("EUR", 5000_00))),
                        "person anna: limit raised from 1000.00 EUR to 5000.00 EUR"),
                two(
                        anna,
                        rows(new Person("anna", List.of("clerk", "masterdata"), ANNA.limits())),
                        "person anna: role masterdata added"),
                two(
                        MasterDataRows.NONE,
                        rows(new Person("eve", List.of(), amounts("EUR", 0))),
                        "person eve added",
                        "person eve: limit of 0.00 EUR given"));
    }

    @TestFactory
    Stream<DynamicTest> whatOnePersonMayDo() {
        MasterDataRows acme = rows(ACME);
        return Stream.of(
                one(
                        MasterDataRows.NONE,
                        rows(new Supplier("NEW", "New", false, false, List.of("DE3"), List.of(NEW), new TreeMap<>())),
                        "supplier NEW added: New, not active",
                        "supplier NEW: tax id DE3 added",
                        "supplier NEW: account DE89…000 added"),
                one(
                        acme,
                        rows(acme(List.of(), List.of(OLD), amounts("EUR", 99_99))),
                        "supplier ACME: tax id DE1 removed",
                        "supplier ACME: ceiling lowered from 100.00 EUR to 99.99 EUR"),
                one(
                        acme,
                        rows(acme(List.of("DE1"), List.of(OLD), new TreeMap<>())),
                        "supplier ACME: ceiling of 100.00 EUR removed"),
                one(
                        acme,
                        rows(new Supplier(
                                "ACME", "Acme AG", false, true, List.of("DE1"), List.of(OLD), ACME.ceilings())),
                        "supplier ACME: 'Acme' is now 'Acme AG'",
                        "supplier ACME no longer active"),
                one(MasterDataRows.NONE, rows(ORDER), "order PO-7 of ACME added: 500.00 EUR"),
                one(
                        rows(ORDER),
                        rows(new Order("PO7", "ACME", "PO-7", "EUR", 600_00)),
                        "order PO-7 of ACME: total changed from 500.00 EUR to 600.00 EUR"),
                one(
                        rows(ANNA),
                        rows(new Person("anna", List.of(), new TreeMap<>())),
                        "person anna: role clerk removed",
                        "person anna: limit of 1000.00 EUR removed"),
                one(MasterDataRows.NONE, rows(new Person("eve", List.of(), new TreeMap<>())), "person eve added"));
    }

    @Test
    void equalRowsInAnyOrderAreNoDifferenceAndHaveOneJson() {
        MasterDataRows rows = new MasterDataRows(List.of(ACME), List.of(ORDER), List.of(ANNA), List.of());
        MasterDataRows turned = new MasterDataRows(
                List.of(acme(List.of("DE1"), List.of(OLD, OLD), ACME.ceilings())),
                List.of(ORDER),
                List.of(ANNA),
                List.of());
        assertThat(Differences.between(rows, turned)).isEmpty();
        assertThat(CanonicalJson.of(turned)).isEqualTo(CanonicalJson.of(rows));
        assertThat(CanonicalJson.read(CanonicalJson.of(rows), MasterDataRows.class))
                .isEqualTo(rows);
    }
}
