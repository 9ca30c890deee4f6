package dev.ratchet.bench;

import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Documents of fifty passages of 120 words, drawn from 50,000 as languages have them: the n-th comes once in n. */
final class MadePassages {
    static final int IN_A_DOCUMENT = 50;
    private static final int WORDS = 120;
    private static final int VOCABULARY = 50_000;

    private final Random random = new Random(19);
    private int documents;

    DocumentVersion nextVersion() {
        documents++;
        return new DocumentVersion(String.format("%016x", documents), 1, Digest.of("made " + documents));
    }

    List<Indexed> passages(DocumentVersion version) {
        List<Indexed> passages = new ArrayList<>();
        for (int number = 1; number <= IN_A_DOCUMENT; number++) {
            String text = words(WORDS) + ".";
            Passage place =
                    new Passage(version, number, number / 3 + 1, words(3), 0, text.length(), Digest.of(text));
            passages.add(new Indexed(place, text, new TreeMap<>(Map.of("source", "made"))));
        }
        return passages;
    }

    /** Of eight words. */
    List<String> questions(int many) {
        List<String> questions = new ArrayList<>();
        for (int each = 0; each < many; each++) {
            questions.add(words(8));
        }
        return questions;
    }

    private String words(int many) {
        StringBuilder text = new StringBuilder();
        for (int each = 0; each < many; each++) {
            // The inverse of the cumulated 1/n: even in the logarithm.
            int rank = (int) Math.exp(random.nextDouble() * Math.log(VOCABULARY));
            text.append(each == 0 ? "" : " ").append(word(rank));
        }
        return text.toString();
    }

    private static String word(int rank) {
        StringBuilder word = new StringBuilder();
        for (int rest = rank + 500; rest > 0; rest /= 20) {
            word.append("bcdfghjklmnpqrstvwxz".charAt(rest % 20)).append("aeiou".charAt(rest % 5));
        }
        return word.toString();
    }
}
