package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.yaml.YamlBounds;
import dev.ratchet.activities.yaml.YamlFields;
import dev.ratchet.activities.yaml.YamlFields.Value;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a master data file into rows and problems; knows nothing of what is already loaded. */
final class MasterFileReader {
    /** Some 50,000 suppliers, each with a name, a tax id and an account. */
    static final YamlBounds BOUNDS = new YamlBounds(5 * 1024 * 1024, 10, 700_000);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    private static final String ID_RIGHT = "1 to 60 letters, digits, dots, underscores or hyphens, such as ACME";
    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final String PERSON_RIGHT = "1 to 100 letters, digits, '.', '_', '@' or '-', such as anna.weber";
    private static final Pattern TEXT = Pattern.compile("(?=.*\\S).{1,200}");
    private static final Pattern CODE = Pattern.compile("(?=.*[A-Za-z0-9]).{1,100}");
    private static final Pattern NAME = Pattern.compile("(?=.*[\\p{L}\\p{N}]).{1,120}");
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    private final Problems problems = new Problems();

    /** The rows that are as they should be; what is wrong with the others is in {@link #problems}. */
    MasterFile read(String yaml) {
        YamlFields top =
                YamlFields.read(yaml, BOUNDS, "'suppliers:', 'orders:', 'people:' or 'companies:'", problems::add);
        if (top == null) {
            return new MasterFile(List.of(), List.of(), List.of(), List.of());
        }
        top.only("suppliers", "orders", "people", "companies");
        MasterFile file = new MasterFile(
                each(top, "suppliers", this::supplier),
                each(top, "orders", this::order),
                each(top, "people", this::person),
                each(top, "companies", this::company));
        once("supplier", file.suppliers(), s -> s.id().text(), MasterFile.Supplier::id);
        once(
                "order",
                file.orders(),
                o -> BusinessKey.number(o.number().text()) + " of "
                        + o.supplier().text(),
                MasterFile.Order::number);
        once("person", file.people(), p -> p.id().text(), MasterFile.Person::id);
        once("company", file.companies(), c -> c.id().text(), MasterFile.Company::id);
        taxIdsOnce(file.suppliers());
        return file;
    }

    Problems problems() {
        return problems;
    }

    private MasterFile.@Nullable Supplier supplier(YamlFields fields) {
        fields.only("id", "name", "taxIds", "accounts", "active", "orderRequired", "autoPostUpTo");
        Value id = fields.value("id", ID, ID_RIGHT);
        String name = fields.text("name", TEXT, "1 to 200 characters");
        List<Value> taxIds = fields.values("taxIds", CODE, "a VAT, tax or registration number, such as DE123456789");
        List<Value> accounts = fields.values("accounts", CODE, "an IBAN or account number");
        boolean active = fields.flag("active", true);
        boolean orderRequired = fields.flag("orderRequired", false);
        Map<String, Long> ceilings = Amounts.byCurrency(fields, "autoPostUpTo");
        List<Value> normal = normal(taxIds);
        once("account", accounts, at -> AccountFingerprints.bare(at.text()), at -> at);
        return id == null || name == null
                ? null
                : new MasterFile.Supplier(id, name, normal, accounts, active, orderRequired, ceilings);
    }

    private static List<Value> normal(List<Value> taxIds) {
        return taxIds.stream()
                .map(at -> new Value(TaxIds.normal(at.text()), at.line(), at.field()))
                .toList();
    }

    private MasterFile.@Nullable Company company(YamlFields fields) {
        fields.only("id", "names", "taxIds");
        Value id = fields.value("id", ID, ID_RIGHT);
        List<Value> names =
                fields.values("names", NAME, "a name of ours with letters or digits, at most 120 characters");
        List<Value> taxIds = fields.values("taxIds", CODE, "a VAT, tax or registration number, such as DE123456789");
        return id == null ? null : new MasterFile.Company(id, names, normal(taxIds));
    }

    private MasterFile.@Nullable Order order(YamlFields fields) {
        fields.only("number", "supplier", "currency", "total");
        Value number = fields.value("number", CODE, "the order's number, such as PO-2026-17");
        Value supplier = fields.value("supplier", ID, "the id of a supplier");
        String currency = Amounts.currency(fields, "currency");
        Long total = Amounts.amount(fields, "total", currency);
        return number == null || supplier == null || currency == null || total == null
                ? null
                : new MasterFile.Order(number, supplier, currency, total);
    }

    private MasterFile.@Nullable Person person(YamlFields fields) {
        fields.only("id", "roles", "limit");
        Value id = fields.value("id", PERSON, PERSON_RIGHT);
        List<Value> roles = fields.values("roles", ROLE, "a role in lower case, such as clerk");
        Map<String, Long> limit = Amounts.byCurrency(fields, "limit");
        return id == null
                ? null
                : new MasterFile.Person(
                        id, roles.stream().map(Value::text).distinct().toList(), limit);
    }

    private static <T> List<T> each(YamlFields top, String name, Function<YamlFields, @Nullable T> read) {
        List<T> rows = new ArrayList<>();
        for (YamlFields item : top.items(name, "'id: ACME'")) {
            T row = read.apply(item);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    private <T> void once(String what, List<T> rows, Function<T, String> key, Function<T, Value> at) {
        Map<String, Value> seen = new HashMap<>();
        for (T row : rows) {
            Value here = at.apply(row);
            Value before = seen.putIfAbsent(key.apply(row), here);
            if (before != null) {
                problems.add(
                        here.line(),
                        here.field(),
                        "names the same " + what + " as line " + before.line() + "; keep one of them");
            }
        }
    }

    private void taxIdsOnce(List<MasterFile.Supplier> suppliers) {
        once("tax id", suppliers.stream().flatMap(s -> s.taxIds().stream()).toList(), Value::text, at -> at);
    }
}
