package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.qa.ProposedSentence;
import dev.ratchet.workflows.contract.qa.QuestionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the sentence of a passage that plainly answers a look-up. Pure. Where none does, or several differ, there is none. */
final class Extraction {
    private static final String IS =
            "(?:is|are|means|mean|refers to|denotes|describes|stands for|ist|sind|bedeutet|bezeichnet|heisst|steht fur|:|=|–|-)";

    private Extraction() {}

    /** The best passage's sentence, quoted whole. */
    static Optional<ProposedSentence> of(String question, List<Grounding.Shown> shown) {
        for (int i = 0; i < shown.size(); i++) {
            List<String> answers = answers(question, shown.get(i).text());
            if (answers.size() > 1) {
                return Optional.empty();
            }
            if (!answers.isEmpty()) {
                String letter = String.valueOf((char) ('A' + i));
                String sentence = answers.get(0);
                return Optional.of(new ProposedSentence(
                        sentence.replaceAll("\\s+", " "),
                        List.of(new ProposedSentence.Citation(letter, sentence, null))));
            }
        }
        return Optional.empty();
    }

    private static List<String> answers(String question, String passage) {
        List<String> answers = new ArrayList<>();
        for (SentencePlaces.Place place : SentencePlaces.in(passage)) {
            String sentence = place.in(passage);
            boolean usable = sentence.length() <= Grounding.MOST_SENTENCE && !Grounding.isInstruction(sentence);
            if (usable && answers(question, QuestionForm.of(question), sentence)) {
                answers.add(sentence);
            }
        }
        return answers;
    }

    private static boolean answers(String question, QuestionKind kind, String sentence) {
        return switch (kind) {
            case DEFINITION ->
                QuestionForm.term(question)
                        .filter(term -> defines(term, sentence))
                        .isPresent();
            case NUMBER -> states(question, sentence);
            case OPEN, TASK -> false;
        };
    }

    private static boolean defines(String term, String sentence) {
        return Pattern.compile("^(?:(?:a|an|the|ein|eine|der|die|das|unter) )?" + Pattern.quote(term)
                        + "(?: \\([^)]*\\))? ?" + IS + " .+")
                .matcher(QuestionForm.folded(sentence))
                .matches();
    }

    /** All that the question names, and a number or date that the question does not have. */
    private static boolean states(String question, String sentence) {
        Claim asked = Claim.of(question);
        Claim said = Claim.of(sentence);
        Set<String> words = Words.content(question);
        Set<String> there = Words.content(sentence);
        boolean speaksOf = words.size() >= 2
                && words.stream().allMatch(word -> Words.anyAlike(word, there))
                && namesOf(question).stream().allMatch(said::hasName);
        boolean when = QuestionForm.folded(question)
                .matches("^(?:and |und )?(?:when|wann|seit wann|bis wann|ab wann|what date|what year|what time).*");
        boolean more = when
                ? !said.dates().isEmpty() || !said.quantities().isEmpty()
                : said.quantities().stream().anyMatch(quantity -> !asked.hasValue(quantity));
        return speaksOf && more && !said.text().endsWith("?");
    }

    /** The first word of a question is capitalised and names nothing. */
    private static Set<String> namesOf(String question) {
        int space = question.strip().indexOf(' ');
        return Names.in(space < 0 ? "" : question.strip().substring(space));
    }
}
