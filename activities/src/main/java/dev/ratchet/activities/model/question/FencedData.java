package dev.ratchet.activities.model.question;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities.Data;
import java.util.List;
import java.util.stream.Collectors;

/** Texts as data, each between two marks of its own. */
public final class FencedData {
    /** Of all texts of one question: about 8,000 tokens, more than an invoice of a few pages. Earlier ones come first. */
    public static final int MOST_CHARACTERS = 24_000;

    private FencedData() {}

    /** @param texts one for each of the data, in this order */
    public static String of(List<Data> data, List<String> texts) {
        StringBuilder all = new StringBuilder();
        int left = MOST_CHARACTERS;
        for (int i = 0; i < texts.size(); i++) {
            String shown = upTo(left, texts.get(i));
            String mark = data.get(i).label() + " " + mark(data, i).hex();
            all.append("BEGIN ").append(mark).append('\n').append(shown);
            all.append("\nEND ").append(mark).append('\n');
            if (shown.length() < texts.get(i).length()) {
                all.append("This goes on: its first ").append(shown.length()).append(" of ");
                all.append(texts.get(i).length()).append(" characters are shown. Report only what is shown.\n");
            }
            left -= shown.length();
        }
        return all.toString();
    }

    /**
     * A SHA-256 that each of the texts goes into: no text can be found that holds a hash of itself, so nothing in any of them
     * can close or open a fence. Of a single text it is the text's own digest.
     */
    private static Digest mark(List<Data> data, int position) {
        if (data.size() == 1) {
            return data.get(0).content();
        }
        return Digest.of(
                data.stream().map(each -> each.content().hex()).collect(Collectors.joining("\n", position + "\n", "")));
    }

    private static String upTo(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
