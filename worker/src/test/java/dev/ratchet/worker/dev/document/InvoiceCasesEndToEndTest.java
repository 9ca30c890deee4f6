package dev.ratchet.worker.dev.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.Needs;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Invoices as they went wrong for others, in their order and into one set of books, by the command line. */
@TestMethodOrder(OrderAnnotation.class)
class InvoiceCasesEndToEndTest {
    @TempDir
    static Path folder;

    private static Path cases;
    private static WholeRatchet whole;

    @BeforeAll
    static void start() throws Exception {
        cases = Needs.sharedData("cases");
        whole = WholeRatchet.start(folder, Map.of());
        Said loaded = whole.ratchet("masterdata", "load", cases.resolve("masterdata.yaml"));
        assertThat(loaded.code()).as(loaded.err()).isZero();
    }

    @AfterAll
    static void stop() {
        if (whole != null) {
            whole.close();
        }
    }

    /** A line of the table; the columns are those of its header. An amount that the table leaves open is empty. */
    private record Expected(
            String folder,
            String file,
            String outcome,
            String reason,
            String currency,
            String net,
            String vat,
            String gross,
            String payable) {
        static Expected of(String line) {
            String[] cells = Arrays.copyOf(line.split("\t", -1), 10);
            return new Expected(
                    cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8]);
        }

        Path path() {
            return cases.resolve(folder).resolve(file);
        }

        /** Every outcome that the table's words allow. */
        List<String> allowed() {
            List<String> allowed = new ArrayList<>(Stream.of("POSTED", "WAITING", "REFUSED", "DUPLICATE")
                    .filter(outcome::contains)
                    .toList());
            if (outcome.contains("processed")) {
                allowed.addAll(List.of("POSTED", "WAITING"));
            }
            if (file.endsWith(".eml")) {
                allowed.add("DUPLICATE"); // the mail has the invoice twice, as a PDF and as XML
            }
            return allowed;
        }

        long minor(String amount) {
            return new BigDecimal(amount)
                    .movePointRight(Money.exponent(currency))
                    .longValueExact();
        }
    }

    @Test
    @Order(1)
    void everyCaseEndsAsTheTableSays() throws IOException {
        List<Expected> table = Files.readAllLines(cases.resolve("expected.tsv")).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(Expected::of)
                .toList();
        List<String> wrong = new ArrayList<>();
        for (Expected expected : table) {
            Said said = whole.ratchet("submit", "--json", "--as", "anna.behrens", expected.path());
            assertThat(said.json()).as(said.err()).isNotEmpty();
            for (JsonNode line : said.json()) {
                String is = line.path("outcome").asText() + " "
                        + line.path("code").asText() + " " + line.path("total").asText() + " | "
                        + line.path("why").asText();
                System.out.println(expected.folder() + "/" + expected.file() + " | " + expected.outcome() + " | " + is);
                if (!right(expected, line)) {
                    wrong.add(expected + ": " + is);
                }
            }
        }
        assertThat(table).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    private static boolean right(Expected expected, JsonNode line) {
        String outcome = line.path("outcome").asText();
        if (!expected.allowed().contains(outcome)) {
            return false;
        }
        boolean posted = outcome.equals("POSTED");
        return !posted
                || expected.net().isEmpty()
                || booked(expected, entry(line.path("entry").asLong()));
    }

    private static boolean booked(Expected expected, Ledger.Entry entry) {
        return sum(entry, "expenses:purchases:") == expected.minor(expected.net())
                && sum(entry, "assets:vat-input") == expected.minor(expected.vat())
                && sum(entry, "liabilities:payable:") == -expected.minor(expected.payable());
    }

    private static long sum(Ledger.Entry entry, String account) {
        return entry.lines().stream()
                .filter(line -> line.account().startsWith(account))
                .mapToLong(Ledger.Line::minor)
                .sum();
    }

    private static Ledger ledger() {
        return whole.services().capabilities().gatewayPorts(Optional::empty).ledger();
    }

    private static Ledger.Entry entry(long number) {
        return ledger().entries(TenantId.DEFAULT, 1_000).stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private static long balance(String account) {
        return ledger().balance(TenantId.DEFAULT).stream()
                .filter(each -> each.account().equals(account))
                .mapToLong(Ledger.Balance::minor)
                .sum();
    }

    /** The note of 11 a: 1,071.00 and not 2,261.00. */
    @Test
    @Order(2)
    void aCorrectedInvoiceThatReplacesLeavesTheSupplierOwedWhatItSays() {
        String original = "liabilities:payable:" + supplierOf("11-corrected-384/0-original.ubl.xml");
        long before = balance(original);
        decide("11-corrected-384/a-replaces-in-full.cii.xml", "replaces");
        System.out.println(original + ": " + before + " before, " + balance(original) + " after");
        assertThat(balance(original)).isEqualTo(before + 1190_00 - 1071_00);
    }

    /** The note of 11 b: 23.80 more is right, when a person says so. */
    @Test
    @Order(3)
    void aCorrectedInvoiceThatStatesTheDifferenceAddsToIt() {
        String account = "liabilities:payable:" + supplierOf("11-corrected-384/b-only-the-difference.ubl.xml");
        long before = balance(account);
        decide("11-corrected-384/b-only-the-difference.ubl.xml", "adds-to");
        assertThat(balance(account)).isEqualTo(before - 23_80);
    }

    @Test
    @Order(4)
    void theBooksAreWhole() {
        Said verified = whole.ratchet("ledger", "verify");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }

    private static void decide(String file, String relation) {
        String id = again(file).path("id").asText();
        Said chosen = whole.ratchet("choose", id, relation, "--as", "miriam.falk");
        assertThat(chosen.code()).as(chosen.out() + chosen.err()).isZero();
        System.out.println(chosen.out());
        Said approved = whole.ratchet("approve", id, "--as", "miriam.falk");
        assertThat(approved.code()).as(approved.out() + approved.err()).isZero();
        System.out.println(approved.out());
        assertThat(approved.out()).contains("POSTED");
    }

    private static String supplierOf(String file) {
        String id = again(file).path("id").asText();
        JsonNode status = whole.ratchet("status", id, "--json").json().get(0);
        return Stream.of(status.path("subject"))
                .flatMap(subject -> java.util.stream.StreamSupport.stream(subject.spliterator(), false))
                .filter(fact -> fact.path("label").asText().equals("supplier"))
                .map(fact -> fact.path("value").asText())
                .findFirst()
                .orElseThrow();
    }

    /** Handing in the same file joins its run. */
    private static JsonNode again(String file) {
        return whole.ratchet("submit", "--json", "--as", "anna.behrens", cases.resolve(file))
                .json()
                .get(0);
    }
}
