package dev.ratchet.activities.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.batch.ItemResult;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers about many documents that together fit the history. Where there is too much to say, the documents with the longest
 * answers get an error instead, and with it a run of their own: an error is a few hundred bytes at most.
 */
final class SmallAnswers {
    /** Bytes of all answers as JSON: 32 KiB less what surrounds them. */
    private static final int MOST_BYTES = 31 * 1024;

    private static final ObjectMapper JSON = CanonicalJson.mapper();

    private SmallAnswers() {}

    static <A> List<ItemResult<A>> of(List<ItemResult<A>> answers) {
        List<ItemResult<A>> small = new ArrayList<>(answers);
        List<Integer> sizes =
                new ArrayList<>(answers.stream().map(SmallAnswers::bytes).toList());
        while (sizes.stream().mapToInt(size -> size + 1).sum() > MOST_BYTES) {
            int largest = 0;
            for (int i = 1; i < sizes.size(); i++) {
                largest = sizes.get(i) > sizes.get(largest) ? i : largest;
            }
            small.set(
                    largest,
                    ItemResult.error(
                            "TOO_MUCH",
                            "document",
                            "There is more to say of this document than an answer about many has room for. It gets a"
                                    + " run of its own."));
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
