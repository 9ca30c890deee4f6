package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Texts;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.AnswerFormat;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers, and what was found instead, as they were asked for. Nothing of a document becomes markup. */
final class WrittenAnswer {
    private static final int EXCERPT = 300;

    private WrittenAnswer() {}

    static String of(Answer answer, AnswerFormat format) {
        return of(answer, format, WrittenAnswer::id);
    }

    /** @param place names a passage to a person, on one line */
    static String of(Answer answer, AnswerFormat format, Function<Passage, String> place) {
        return switch (format) {
            case JSON -> CanonicalJson.of(answer);
            case MARKDOWN -> text(answer, true, place);
            case PLAIN -> text(answer, false, place);
        };
    }

    private static String text(Answer answer, boolean markdown, Function<Passage, String> named) {
        List<Answer.Span> places = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Answer.Sentence sentence : answer.sentences()) {
            text.append(text.length() == 0 ? "" : " ").append(shown(sentence.text(), markdown));
            sentence.spans()
                    .forEach(span ->
                            text.append(" [").append(number(places, span)).append(']'));
        }
        if (!answer.conflicts().isEmpty()) {
            text.append("\n\nThe documents contradict each other:\n");
            for (Answer.Conflict conflict : answer.conflicts()) {
                text.append("\n- [").append(number(places, conflict.cited())).append("] says otherwise than [");
                text.append(number(places, conflict.other())).append(']');
            }
        }
        text.append('\n');
        for (int i = 0; i < places.size(); i++) {
            text.append('\n').append(i + 1).append(". ").append(place(places.get(i), markdown, named));
        }
        return text.append('\n').toString();
    }

    private static int number(List<Answer.Span> places, Answer.Span span) {
        if (!places.contains(span)) {
            places.add(span);
        }
        return places.indexOf(span) + 1;
    }

    private static String place(Answer.Span span, boolean markdown, Function<Passage, String> named) {
        return '"' + shown(span.quote(), markdown) + "\" (" + where(span.passage(), markdown, named) + ", characters "
                + span.start() + " to " + span.end() + ")";
    }

    private static String where(Passage passage, boolean markdown, Function<Passage, String> named) {
        return shown(named.apply(passage), markdown) + (passage.page() == 0 ? "" : ", page " + passage.page());
    }

    private static String id(Passage passage) {
        return "passage " + passage.id();
    }

    /** @param found best first */
    static String ofFound(List<Grounding.Shown> found, AnswerFormat format) {
        return ofFound(found, format, WrittenAnswer::id);
    }

    static String ofFound(List<Grounding.Shown> found, AnswerFormat format, Function<Passage, String> named) {
        if (format == AnswerFormat.JSON) {
            return CanonicalJson.of(new NoAnswer(found.stream()
                    .map(each -> new Excerpt(each.passage(), excerpt(each)))
                    .toList()));
        }
        boolean markdown = format == AnswerFormat.MARKDOWN;
        String said = found.isEmpty()
                ? "No document says anything about this question."
                : "The documents do not answer this question reliably. This was found:";
        return found.stream()
                .map(each -> "\n- \"" + shown(excerpt(each), markdown) + "\" (" + where(each.passage(), markdown, named)
                        + ")")
                .collect(Collectors.joining("", said + "\n", "\n"));
    }

    private record NoAnswer(List<Excerpt> found) {}

    private record Excerpt(Passage passage, String excerpt) {}

    static String excerpt(Grounding.Shown shown) {
        return Texts.upTo(EXCERPT, shown.text());
    }

    /** On one line; in markdown without any character that would be markup, and without an address that becomes a link. */
    private static String shown(String text, boolean markdown) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
        return markdown
                ? line.replaceAll("([\\\\`*_{}\\[\\]<>#|!~&])", "\\\\$1")
                        .replace("://", "\\://")
                        .replaceAll("(?i)www\\.", "www\\\\.")
                        .replace("@", "\\@")
                : line;
    }
}
