package dev.ratchet.worker.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of the demo, in the order in which they should be handed in: a credit note follows its invoice, a
 * duplicate its original. {@code demo/README.md} among the resources says what each one is for.
 */
public final class DemoInbox {
    private DemoInbox() {}

    /** In this order. */
    public static final List<String> NAMES = List.of(
            "01-kerzendorf-invoice.xml",
            "02-norrvik-with-order.xml",
            "03-lindgruen-two-vat-rates.xml",
            "04-montreval-reverse-charge.xml",
            "05-kerzendorf-credit-note.xml",
            "06-hafenlicht-factur-x.pdf",
            "07-brightwater-text.pdf",
            "08-osterfeld-plain.txt",
            "09-kerzendorf-again.xml",
            "10-norrvik-wrong-total.xml",
            "11-solvanto-unknown-supplier.xml",
            "12-lindgruen-changed-account.xml",
            "13-valdrift-over-limit.xml",
            "14-lindgruen-near-duplicate.xml",
            "15-brightwater-injection.txt",
            "16-kerzendorf-cut-in-half.xml",
            "17-foreign-format.xml",
            "18-photographed-receipt.png");

    /**
     * What the scripted model says about one document.
     *
     * @param phrase stands in that document and in no other
     * @param answers completions in the order in which they are given; the last one again when asked more often
     */
    public record Script(String phrase, List<String> answers) {
        public Script {
            answers = List.copyOf(answers);
        }
    }

    /** @throws IllegalArgumentException when {@code name} is not one of {@link #NAMES} */
    public static byte[] document(String name) {
        return switch (name) {
            case "06-hafenlicht-factur-x.pdf" -> DemoPdf.facturX(resource("pdf/06-hafenlicht-factur-x.xml"));
            case "07-brightwater-text.pdf" -> DemoPdf.ofText(text("pdf/07-brightwater-text.txt"));
            case "18-photographed-receipt.png" -> DemoImage.png();
            default -> resource("inbox/" + name);
        };
    }

    /** Writes every document into a folder, which is made when it is not there; answers with the files in order. */
    public static List<Path> writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (String name : NAMES) {
            files.add(Files.write(folder.resolve(name), document(name)));
        }
        return files;
    }

    /** YAML in the format of {@code ratchet masterdata load}. */
    public static String masterData() {
        return text("masterdata.yaml");
    }

    /** One for each document that needs a model. */
    public static List<Script> scripts() {
        ObjectMapper json = new ObjectMapper();
        List<Script> scripts = new ArrayList<>();
        for (String name :
                List.of("07-brightwater-text.pdf", "08-osterfeld-plain.txt", "15-brightwater-injection.txt")) {
            try {
                scripts.add(script(json.readTree(resource("answers/" + name + ".json"))));
            } catch (IOException e) {
                throw new UncheckedIOException("demo/answers/" + name + ".json is not JSON", e);
            }
        }
        return scripts;
    }

    private static Script script(JsonNode script) {
        List<String> answers = new ArrayList<>();
        script.path("answers").forEach(answer -> answers.add(answer.toString()));
        return new Script(script.path("phrase").asText(), answers);
    }

    /** What the company's rules say, for the library. */
    public static byte[] purchasingRules() {
        return resource("library/purchasing-rules.txt");
    }

    /** One for each question about {@link #purchasingRules} that needs a model; its phrase is the question. */
    public static List<Script> answers() {
        try {
            List<Script> scripts = new ArrayList<>();
            new ObjectMapper().readTree(resource("library/answers.json")).forEach(each -> scripts.add(script(each)));
            return scripts;
        } catch (IOException e) {
            throw new UncheckedIOException("demo/library/answers.json is not JSON", e);
        }
    }

    private static String text(String path) {
        return new String(resource(path), StandardCharsets.UTF_8);
    }

    private static byte[] resource(String path) {
        try (InputStream in = DemoInbox.class.getResourceAsStream("/demo/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("the demo has no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("demo/" + path + " cannot be read", e);
        }
    }
}
