package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.masterdata.MasterData.Problem;
import dev.ratchet.activities.masterdata.MasterFile.At;
import dev.ratchet.activities.yaml.BoundedYaml;
import dev.ratchet.activities.yaml.InvalidYaml;
import dev.ratchet.activities.yaml.YamlBounds;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

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
        Fields top = top(yaml);
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

    private @Nullable Fields top(String yaml) {
        try {
            Node node = BoundedYaml.compose(yaml, BOUNDS);
            if (node == null) {
                problems.add(new Problem(0, "", "is empty; it must have suppliers, orders, people or companies"));
                return null;
            }
            return Fields.of(node, "", problems);
        } catch (InvalidYaml e) {
            problems.add(new Problem(e.line(), "", String.valueOf(e.getMessage())));
            return null;
        }
    }

    private MasterFile.@Nullable Supplier supplier(Fields fields) {
        fields.only("id", "name", "taxIds", "accounts", "active", "orderRequired", "autoPostUpTo");
        At id = fields.text("id", ID, ID_RIGHT);
        At name = fields.text("name", TEXT, "1 to 200 characters");
        List<At> taxIds = fields.texts("taxIds", CODE, "a VAT, tax or registration number, such as DE123456789");
        List<At> accounts = fields.texts("accounts", CODE, "an IBAN or account number");
        boolean active = fields.flag("active", true);
        boolean orderRequired = fields.flag("orderRequired", false);
        Map<String, Long> ceilings = fields.amounts("autoPostUpTo");
        List<At> normal = normal(taxIds);
        once("account", accounts, at -> AccountFingerprints.bare(at.text()), at -> at);
        return id == null || name == null
                ? null
                : new MasterFile.Supplier(id, name.text(), normal, accounts, active, orderRequired, ceilings);
    }

    private static List<At> normal(List<At> taxIds) {
        return taxIds.stream()
                .map(at -> new At(TaxIds.normal(at.text()), at.line(), at.field()))
                .toList();
    }

    private MasterFile.@Nullable Company company(Fields fields) {
        fields.only("id", "names", "taxIds");
        At id = fields.text("id", ID, ID_RIGHT);
        List<At> names = fields.texts("names", NAME, "a name of ours with letters or digits, at most 120 characters");
        List<At> taxIds = fields.texts("taxIds", CODE, "a VAT, tax or registration number, such as DE123456789");
        return id == null ? null : new MasterFile.Company(id, names, normal(taxIds));
    }

    private MasterFile.@Nullable Order order(Fields fields) {
        fields.only("number", "supplier", "currency", "total");
        At number = fields.text("number", CODE, "the order's number, such as PO-2026-17");
        At supplier = fields.text("supplier", ID, "the id of a supplier");
        String currency = fields.currency("currency");
        Long total = fields.amount("total", currency);
        return number == null || supplier == null || currency == null || total == null
                ? null
                : new MasterFile.Order(number, supplier, currency, total);
    }

    private MasterFile.@Nullable Person person(Fields fields) {
        fields.only("id", "roles", "limit");
        At id = fields.text("id", PERSON, PERSON_RIGHT);
        List<At> roles = fields.texts("roles", ROLE, "a role in lower case, such as clerk");
        Map<String, Long> limit = fields.amounts("limit");
        return id == null
                ? null
                : new MasterFile.Person(
                        id, roles.stream().map(At::text).distinct().toList(), limit);
    }

    private static <T> List<T> each(Fields top, String name, Function<Fields, @Nullable T> read) {
        List<T> rows = new ArrayList<>();
        for (Fields item : top.items(name)) {
            T row = read.apply(item);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    private <T> void once(String what, List<T> rows, Function<T, String> key, Function<T, At> at) {
        Map<String, At> seen = new HashMap<>();
        for (T row : rows) {
            At here = at.apply(row);
            At before = seen.putIfAbsent(key.apply(row), here);
            if (before != null) {
                problems.add(new Problem(
                        here.line(),
                        here.field(),
                        "names the same " + what + " as line " + before.line() + "; keep one of them"));
            }
        }
    }

    private void taxIdsOnce(List<MasterFile.Supplier> suppliers) {
        once("tax id", suppliers.stream().flatMap(s -> s.taxIds().stream()).toList(), At::text, at -> at);
    }
}
