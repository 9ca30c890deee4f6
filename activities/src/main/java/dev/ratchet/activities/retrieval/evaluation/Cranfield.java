package dev.ratchet.activities.retrieval.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Cranfield collection in its TREC form: 1,400 abstracts, 225 questions, judgements. The file of abstracts has no root element
 * and is therefore no XML; lines may end in CR LF. White space is one space here.
 *
 * @param queries in the order of the file; the judgements know them by their place there, from 1, and not by the file's own
 *     numbers, which have gaps
 * @param judgements binary. Each query has one row of grade 0, which the original has as -1, not relevant. For many of them that
 *     looks wrong (BM25 ranks it first for two queries of five); they are taken as they are.
 */
public record Cranfield(List<Abstract> abstracts, List<String> queries, Judgements judgements) {
    private static final Pattern DOCUMENT = element("doc");
    private static final Pattern TOPIC = element("top");

    public Cranfield {
        abstracts = List.copyOf(abstracts);
        queries = List.copyOf(queries);
    }

    /** @param text begins with the title; empty, like all but the id, in two of them */
    public record Abstract(String id, String title, String author, String bibliography, String text) {}

    /** @param folder of the three files */
    public static Cranfield read(Path folder) throws IOException {
        List<Abstract> abstracts = new ArrayList<>();
        for (String document : all(DOCUMENT, Files.readString(folder.resolve("cran.all.1400.xml")))) {
            abstracts.add(new Abstract(
                    field(document, "docno"),
                    field(document, "title"),
                    field(document, "author"),
                    field(document, "bib"),
                    field(document, "text")));
        }
        List<String> queries = new ArrayList<>();
        for (String topic : all(TOPIC, Files.readString(folder.resolve("cran.qry.xml")))) {
            queries.add(field(topic, "title"));
        }
        Judgements judgements = Judgements.read(Files.readString(folder.resolve("cranqrel.trec.txt")))
                .binary();
        return new Cranfield(abstracts, queries, judgements);
    }

    private static Pattern element(String name) {
        return Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL);
    }

    private static List<String> all(Pattern element, String file) {
        return element.matcher(file).results().map(found -> found.group(1)).toList();
    }

    private static String field(String in, String name) {
        Matcher found = element(name).matcher(in);
        return found.find() ? found.group(1).strip().replaceAll("\\s+", " ") : "";
    }
}
