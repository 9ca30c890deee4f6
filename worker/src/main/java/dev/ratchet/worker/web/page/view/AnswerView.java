package dev.ratchet.worker.web.page.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param why there is no answer; absent while that is not known, or when there is one
 * @param code of the reason
 * @param citations that sentences and conflicts rest on, by number
 * @param found passages that came nearest, when the question was not answered
 * @param confirmedBy who confirmed this answer before; absent for one of this run
 * @param models names of those that were asked; empty when none was
 * @param run its workflow id
 */
public record AnswerView(
        Frame frame,
        String question,
        State state,
        @Nullable String why,
        @Nullable String code,
        List<Sentence> sentences,
        List<Cited> citations,
        List<Disagreement> conflicts,
        List<Cited> found,
        @Nullable String confirmedBy,
        List<String> models,
        String run)
        implements View {
    public AnswerView {
        sentences = List.copyOf(sentences);
        citations = List.copyOf(citations);
        conflicts = List.copyOf(conflicts);
        found = List.copyOf(found);
        models = List.copyOf(models);
    }

    /** Whether a model that is none was asked, as in a demonstration. */
    public boolean scripted() {
        return models.stream().anyMatch(model -> model.contains("scripted"));
    }

    public enum State {
        RUNNING,
        ANSWERED,
        ABSTAINED,
        REFUSED,
        FAILED
    }

    /** @param citations those that bear it out, 1 or more */
    public record Sentence(String text, List<Cited> citations) {
        public Sentence {
            citations = List.copyOf(citations);
        }
    }

    /**
     * A place in a document.
     *
     * @param where version, page and heading, as far as there are any
     * @param href of the place, highlighted
     * @param current whether questions are answered from that version now
     */
    public record Cited(int number, String name, String where, String quote, String href, boolean current) {}

    /** Two places that cannot both be right. */
    public record Disagreement(Cited cited, Cited other) {}

    @Override
    public String template() {
        return "answer.jte";
    }
}
