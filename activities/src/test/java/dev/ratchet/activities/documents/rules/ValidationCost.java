package dev.ratchet.activities.documents.rules;

import dev.ratchet.Needs;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.invoice.Arithmetic;
import dev.ratchet.activities.documents.xml.Cii;
import dev.ratchet.activities.documents.xml.ParsedInvoice;
import dev.ratchet.activities.documents.xml.Ubl;
import dev.ratchet.activities.documents.xml.Xml;
import dev.ratchet.activities.documents.xml.XmlElement;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures the CPU time of this thread for each document, for our run of the rules and for phive's. It is a program and
 * not a test: run it on an idle machine.
 */
public final class ValidationCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OfficialRules OURS = new OfficialRules();
    private static final PhiveRules PHIVE = new PhiveRules();
    private static final DocumentReader READER = new DocumentReader(OURS);

    private ValidationCost() {}

    private interface Part {
        void of(byte[] document) throws Exception;
    }

    /**
     * @param arguments how many times to read every document: first to warm up, second to measure; a third leaves phive
     *     out
     */
    public static void main(String[] arguments) throws Exception {
        int warm = Integer.parseInt(arguments[0]);
        int measured = Integer.parseInt(arguments[1]);
        for (String folder : List.of("ubl", "cii")) {
            List<byte[]> documents = clean(folder);
            System.out.printf(
                    "%s: %d valid documents, load %.2f%n",
                    folder,
                    documents.size(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            OfficialRules.Syntax syntax = OfficialRules.Syntax.of(Xml.parse(documents.get(0)));
            cost("parse (tree)", documents, warm, measured, Xml::parse);
            cost("parse, read, arithmetic", documents, warm, measured, xml -> {
                XmlElement root = Xml.parse(xml);
                ParsedInvoice parsed = syntax == OfficialRules.Syntax.CII
                        ? Cii.read(root, dev.ratchet.workflows.contract.invoice.InvoiceFacts.Source.CII)
                        : Ubl.read(root, dev.ratchet.workflows.contract.invoice.InvoiceFacts.Source.UBL);
                Arithmetic.check(parsed.invoice(), parsed.profile());
            });
            if (arguments.length < 3) {
                cost("official rules, phive", documents, warm, measured, xml -> PHIVE.check(syntax(xml, syntax), xml));
            }
            cost("official rules, ours", documents, warm, measured, xml -> OURS.check(syntax(xml, syntax), xml));
            cost("DocumentReader.read", documents, warm, measured, READER::read);
        }
    }

    private static OfficialRules.Syntax syntax(byte[] xml, OfficialRules.Syntax usual) {
        return usual == OfficialRules.Syntax.UBL_INVOICE
                        && new String(xml, 0, 300, java.nio.charset.StandardCharsets.UTF_8).contains("CreditNote")
                ? OfficialRules.Syntax.UBL_CREDIT_NOTE
                : usual;
    }

    private static void cost(String part, List<byte[]> documents, int warm, int measured, Part work) throws Exception {
        run(documents, warm, work);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            run(documents, measured, work);
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - before) / 1e6 / documents.size() / measured);
        }
        System.out.printf(Locale.ROOT, "  %-26s %6.3f ms%n", part, best);
    }

    private static void run(List<byte[]> documents, int times, Part work) throws Exception {
        for (int i = 0; i < times; i++) {
            for (byte[] document : documents) {
                work.of(document);
            }
        }
    }

    private static List<byte[]> clean(String folder) throws IOException {
        List<byte[]> clean = new ArrayList<>();
        try (Stream<Path> files = Files.list(Needs.sharedData("invoices/" + folder))) {
            for (Path file : files.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (READER.read(bytes) instanceof DocumentReader.Structured read
                        && read.findings().isEmpty()) {
                    clean.add(bytes);
                }
            }
        }
        return clean;
    }
}
