package dev.ratchet.bench;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.activities.masterdata.MasterData.Seen;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.invoice.InvoiceBatchActivities;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of UBL invoices that others wrote, as many as are wanted. Each copy has a number and a date of its own, so that it
 * is no duplicate, and names no order, which the copies together would exceed; everything else is as it was. Only those
 * originals that are valid and booked without a person.
 */
final class RealInvoices {
    private static final LocalDate FIRST_DAY = LocalDate.of(1950, 1, 1);
    private static final long MOST_BYTES = 100_000;
    private static final Pattern NUMBER = Pattern.compile("(<(?:\\w+:)?ID(?:\\s[^>]*)?>)[^<]*");
    private static final Pattern DATE = Pattern.compile("(<(?:\\w+:)?IssueDate(?:\\s[^>]*)?>)[^<]*");
    private static final Pattern ORDER =
            Pattern.compile("<((?:\\w+:)?OrderReference)(?:\\s[^>]*)?>.*?</\\1>", Pattern.DOTALL);

    private final List<String> originals = new ArrayList<>();

    /** Loads their suppliers, as {@code masterdata propose} would have them, into the master data. */
    RealInvoices(Path folder, GatewayPorts ports, InvoiceBatchActivities group) throws Exception {
        List<Seen> suppliers = new ArrayList<>();
        Set<String> claims = new HashSet<>();
        for (Path file : files(folder)) {
            String xml = Files.readString(file, StandardCharsets.UTF_8);
            byte[] first = copy(xml, 0, 0);
            DocumentRef document = ports.documents().put(Uploads.TENANT, first);
            ItemResult<Attested<DocumentReading>> reading =
                    group.read(List.of(document)).each().get(0);
            Optional<Seen> seen = ports.reader().apply(first).filter(known -> !known.taxIds().isEmpty());
            if (seen.isPresent()
                    && reading.value() != null
                    && reading.value().value() instanceof DocumentReading.Structured structured
                    && structured.findings().isEmpty()
                    && plain(structured.facts())
                    && claims.add(seen.get().taxIds().get(0) + " " + structured.facts().gross())) {
                originals.add(xml);
                suppliers.add(seen.get());
            }
        }
        if (!originals.isEmpty()) {
            Uploads.load(ports, ports.masterData().propose(suppliers));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> small = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (Files.size(file) <= MOST_BYTES) {
                    small.add(file);
                }
            }
        }
        return small;
    }

    /** What the plain loop's entry has lines for, and the shipped rules ask nobody about. */
    private static boolean plain(InvoiceFacts invoice) {
        return invoice.kind() == InvoiceFacts.Kind.INVOICE
                && invoice.net() > 0
                && invoice.tax() > 0
                && invoice.prepaid() == 0
                && invoice.rounding() == 0
                && invoice.accounts().size() <= 1;
    }

    boolean isEmpty() {
        return originals.isEmpty();
    }

    /** For people: how many are copied, and how large they are. */
    @Override
    public String toString() {
        return "copies of " + originals.size() + " invoices of "
                + originals.stream().mapToInt(String::length).sum() / Math.max(1, originals.size()) / 1_000
                + " kB on average";
    }

    /** @param number from 1 */
    byte[] copy(int number) {
        return copy(originals.get(number % originals.size()), number, number / originals.size());
    }

    private static byte[] copy(String original, int number, int day) {
        String numbered = NUMBER.matcher(original).replaceFirst("$1R-" + number);
        String dated = DATE.matcher(numbered).replaceFirst("$1" + FIRST_DAY.plusDays(day));
        return ORDER.matcher(dated).replaceAll("").getBytes(StandardCharsets.UTF_8);
    }
}
