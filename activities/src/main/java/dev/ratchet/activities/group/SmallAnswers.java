package dev.ratchet.activities.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.temporal.Converters;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers of a group that together fit the history. Where many documents have much to say, those that say most are asked
 * for again alone: a trouble is a few hundred bytes at most.
 */
final class SmallAnswers {
    /** Bytes of a group's answers as JSON: 32 KiB less what surrounds them. */
    private static final int MOST_BYTES = 31 * 1024;

    private static final ObjectMapper JSON = Converters.json();

    private SmallAnswers() {}

    static <A> List<Answered<A>> of(List<Answered<A>> answers) {
        List<Answered<A>> small = new ArrayList<>(answers);
        List<Integer> sizes =
                new ArrayList<>(answers.stream().map(SmallAnswers::bytes).toList());
        while (sizes.stream().mapToInt(size -> size + 1).sum() > MOST_BYTES) {
            int largest = 0;
            for (int i = 1; i < sizes.size(); i++) {
                largest = sizes.get(i) > sizes.get(largest) ? i : largest;
            }
            small.set(
                    largest,
                    Answered.trouble(
                            "TOO_MUCH",
                            "document",
                            "There is more to say of this document than a group has room for. It is read again by"
                                    + " itself."));
            sizes.set(largest, bytes(small.get(largest)));
        }
        return small;
    }

    private static int bytes(Object answer) {
        try {
            return JSON.writeValueAsBytes(answer).length;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
