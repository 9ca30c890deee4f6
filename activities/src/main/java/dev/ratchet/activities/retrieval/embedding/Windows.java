package dev.ratchet.activities.retrieval.embedding;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a passage into texts that an embedding reads to their end. Each window begins with the heading, so that it says what it is
 * about, and with the last sentence of the window before where that is short.
 */
public final class Windows {
    private final Embeddings embeddings;

    public Windows(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    /** @return at least one window unless the text is blank */
    public List<String> of(String heading, String text) {
        String title = heading.strip();
        int titleTokens = title.isEmpty() ? 0 : embeddings.tokens(title);
        // A heading that takes half of a window leaves too little of the text in it.
        if (titleTokens > embeddings.mostTokens() / 2) {
            title = "";
            titleTokens = 0;
        }
        String prefix = title.isEmpty() ? "" : title + " ";
        return cut(withoutTwice(title, text), embeddings.mostTokens() - titleTokens).stream()
                .map(window -> prefix + window)
                .toList();
    }

    /** A text that begins with its heading would say it twice. */
    private static String withoutTwice(String title, String text) {
        String body = text.strip();
        String rest = body.startsWith(title) ? body.substring(title.length()) : body;
        return rest.isBlank() ? body : rest;
    }

    /** The beginning of a question that is too long for the model. */
    public String beginning(String question) {
        List<String> windows = cut(question, embeddings.mostTokens());
        return windows.isEmpty() ? "" : windows.get(0);
    }

    private List<String> cut(String text, int most) {
        List<String> windows = new ArrayList<>();
        List<Part> window = new ArrayList<>();
        for (Part part : parts(text, most)) {
            if (!window.isEmpty() && tokens(window) + part.tokens > most) {
                windows.add(joined(window));
                Part last = window.get(window.size() - 1);
                window.clear();
                if (last.tokens + part.tokens <= most && last.tokens <= most / 4) {
                    window.add(last);
                }
            }
            window.add(part);
        }
        if (!window.isEmpty()) {
            windows.add(joined(window));
        }
        return windows;
    }

    private record Part(String text, int tokens) {}

    /** Sentences, and parts of one that is too long. */
    private List<Part> parts(String text, int most) {
        List<Part> parts = new ArrayList<>();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; start = end, end = sentences.next()) {
            add(text.substring(start, end).strip(), most, parts);
        }
        return parts;
    }

    private void add(String sentence, int most, List<Part> to) {
        if (sentence.isEmpty()) {
            return;
        }
        int tokens = embeddings.tokens(sentence);
        if (tokens <= most || sentence.length() < 2) {
            to.add(new Part(sentence, tokens));
            return;
        }
        for (String shorter : shorter(sentence)) {
            add(shorter.strip(), most, to);
        }
    }

    /** At its full stops, which end a sentence also where the next one begins with a small letter; else in two halves. */
    private static List<String> shorter(String sentence) {
        String[] clauses = sentence.split("(?<=[.;:!?])\\s+");
        if (clauses.length > 1) {
            return List.of(clauses);
        }
        int space = sentence.lastIndexOf(' ', sentence.length() / 2);
        int middle = space > 0 ? space : sentence.length() / 2;
        if (Character.isLowSurrogate(sentence.charAt(middle)) && middle + 1 < sentence.length()) {
            middle++;
        }
        return List.of(sentence.substring(0, middle), sentence.substring(middle));
    }

    private static int tokens(List<Part> parts) {
        return parts.stream().mapToInt(Part::tokens).sum();
    }

    private static String joined(List<Part> parts) {
        return String.join(" ", parts.stream().map(Part::text).toList());
    }
}
