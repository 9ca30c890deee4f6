package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.qa.QuestionKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a question asks for, by its first words; English and German. */
final class QuestionForm {
    private static final Pattern TASK = Pattern.compile(
            "^(?:(?:please|bitte|kindly) )?(?:(?:can|could|would|will) you (?:please )?|(?:kannst du|konnen sie) (?:bitte )?)?"
                    + "(?:send|delete|approve|book|pay|write|translate|create|ignore|disregard|email|forward|post|execute|run|call|buy|order|remove|"
                    + "transfer|upload|print|reveal|act|pretend|schreib|schreibe|losche|sende|schicke|genehmige|bezahle|buche|ubersetze|ignoriere|"
                    + "erstelle|fuhre|rufe|uberweise)\\b.*");

    private static final Pattern NUMBER = Pattern.compile(
            "^(?:and |und )?(?:how (?:many|much|long|old|far|high|tall|heavy|large|big|often|fast|deep|wide|hot|cold)|when|(?:by|on|in|at|for|from|to|after|before) "
                    + "(?:what|which) (?:date|year|day|month|time|percentage|rate)|what (?:year|date|time|percentage)|"
                    + "what (?:is|are|was|were) the (?:[a-z]+ ){0,3}(?:price|cost|fee|rate|limit|weight|length|height|width|depth|number|amount|capacity|deadline|"
                    + "duration|period|temperature|pressure|voltage|power|speed|date|time)|"
                    + "wie (?:viel|viele|lange|hoch|gross|schwer|weit|oft|alt|teuer|breit|tief|schnell|warm)|wieviel|wann|seit wann|bis wann|ab wann)\\b.*");

    private static final Pattern DEFINITION = Pattern.compile(
            "^(?:what (?:is|are) (?:meant by )?|what does |define |(?:give )?(?:the )?definition of |was (?:ist|sind|bedeutet|heisst) |was versteht man unter )"
                    + "(?:(?:a|an|the|ein|eine|einer|einem|der|die|das|dem) )?(.{2,60}?)(?: mean| stand for| defined as)?$");

    private QuestionForm() {}

    static QuestionKind of(String question) {
        String folded = folded(question);
        if (TASK.matcher(folded).matches()) {
            return QuestionKind.TASK;
        }
        if (NUMBER.matcher(folded).matches()) {
            return QuestionKind.NUMBER;
        }
        return term(question).isPresent() ? QuestionKind.DEFINITION : QuestionKind.OPEN;
    }

    /** The thing that a definition is asked of, folded; at most five words. */
    static Optional<String> term(String question) {
        Matcher asked = DEFINITION.matcher(folded(question));
        return asked.matches() && asked.group(1).split(" ").length <= 5
                ? Optional.of(asked.group(1))
                : Optional.empty();
    }

    static String folded(String text) {
        return Words.fold(text)
                .replaceAll("[\"“”„«»']", "")
                .replaceAll("[\\s\u00A0]+", " ")
                .replaceAll("[?.! ]+$", "")
                .strip();
    }
}
