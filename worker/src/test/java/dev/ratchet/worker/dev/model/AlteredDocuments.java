package dev.ratchet.worker.dev.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.model.Alteration;
import dev.ratchet.activities.model.ExpectedAnswers;
import dev.ratchet.activities.model.provider.Aimock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Real invoices without structured data, what is right to say of each, and copies for which something wrong is said: the
 * document's text with one more line, which tells the model's fixtures apart.
 */
final class AlteredDocuments {
    /** Booked, or shown to somebody who may consent, when the answers about them are right. */
    static final List<String> PROVEN =
            List.of("NetpresseInvoice.pdf", "Orlen.txt", "QualityHosting.pdf", "free_fiber.pdf");

    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, ObjectNode> answers = new TreeMap<>();

    /** @param documents with the right fields of each beside it */
    static AlteredDocuments read(Path documents) throws IOException {
        AlteredDocuments altered = new AlteredDocuments();
        altered.readAll(documents);
        return altered;
    }

    private void readAll(Path documents) throws IOException {
        DocumentReader reader = new DocumentReader(new OfficialRules());
        try (Stream<Path> files = Files.list(documents)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (reader.read(Files.readAllBytes(file)) instanceof DocumentReader.Text text) {
                    texts.put(name, text.text());
                    Path json = file.resolveSibling(name.replaceFirst("\\.[a-z]+$", ".json"));
                    answers.put(name, ExpectedAnswers.of(json, text.text()));
                }
            }
        }
    }

    /**
     * Writes the copies into the folder.
     *
     * @return what a model says to each, in any format
     */
    List<ObjectNode> writeTo(Path folder) throws IOException {
        List<ObjectNode> fixtures = new ArrayList<>();
        for (String name : PROVEN) {
            for (Alteration alteration : Alteration.values()) {
                String mark = "Copy " + alteration + " of " + name;
                fixtures.add(Aimock.inAnyFormat(alteration.fixture(mark, answers.get(name))));
                Files.writeString(folder.resolve(name + "-" + alteration + ".txt"), texts.get(name) + "\n" + mark);
            }
        }
        texts.forEach((name, text) -> fixtures.add(
                Aimock.inAnyFormat(Aimock.saying(phrase(name), answers.get(name).toString(), "stop"))));
        return fixtures;
    }

    Set<String> names() {
        return texts.keySet();
    }

    /** A line of the document that no other has. */
    private String phrase(String name) {
        return texts.get(name)
                .lines()
                .map(String::strip)
                .filter(line -> line.length() > 12)
                .filter(line -> texts.values().stream()
                                .filter(text -> text.contains(line))
                                .count()
                        == 1)
                .findFirst()
                .orElseThrow();
    }

    /** As somebody who knows the suppliers would write it. */
    String masterData() {
        Map<String, String> byTaxId = new TreeMap<>();
        for (String name : texts.keySet()) {
            JsonNode fields = answers.get(name).at("/arguments/fields");
            String taxId = fields.at("/supplierTaxId/value").asText("");
            if (taxId.isEmpty()) {
                continue;
            }
            String account = fields.at("/iban/value").asText("");
            BigDecimal gross = new BigDecimal(fields.at("/gross/value").asText());
            byTaxId.merge(
                    taxId,
                    """
                      - id: S%s
                        name: "%s"
                        taxIds: ["%s"]
                        accounts: [%s]
                        active: true
                        orderRequired: false
                        autoPostUpTo: {%s: "%s"}
                    """.formatted(
                                    byTaxId.size() + 1,
                                    name,
                                    taxId,
                                    account.isEmpty() ? "" : "\"" + account + "\"",
                                    fields.at("/currency/value").asText(),
                                    gross.multiply(BigDecimal.TEN)),
                    (one, other) -> one);
        }
        return "suppliers:\n" + String.join("", byTaxId.values())
                + "orders: []\npeople: [{id: miriam.falk, roles: [budgets]}]\n";
    }
}
