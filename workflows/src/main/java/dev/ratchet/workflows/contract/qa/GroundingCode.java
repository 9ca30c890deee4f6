package dev.ratchet.workflows.contract.qa;

/** Why an answer is not borne out by what it cites. Names are frozen. */
public enum GroundingCode {
    /** It has no sentence, more than 12, or one that is blank or longer than 600 characters. */
    NOT_AN_ANSWER("an answer has 1 to 12 sentences of at most 600 characters each"),
    /** A sentence cites nothing, or more than four places. */
    NO_CITATION("every sentence cites one to four places"),
    /** It cites a passage that was not found by this run, or whose text is not what was found. */
    UNKNOWN_PASSAGE("a passage is cited that this run did not find"),
    /** The passage does not have the quoted words. */
    QUOTE_NOT_FOUND("the quoted words are not in the passage"),
    /** The passage has them more than once, and no number says which; or the number is too large. */
    QUOTE_AMBIGUOUS("the quoted words are in the passage more than once, or not as often as said"),
    /** The quote begins or ends inside a word or a number. */
    QUOTE_CUTS_WORD("the quote begins or ends inside a word or a number"),
    /** Fewer than two words and eight characters show nothing; more than 800 characters show no place. */
    QUOTE_LENGTH("a quote has two words or more and at most 800 characters"),
    /** The cited passage is written to whoever reads it by machine: an instruction, not a fact. */
    INSTRUCTION_CITED("the cited place gives instructions to its reader and states nothing"),
    NUMBER_NOT_CITED("a number of the sentence is not in the cited place"),
    UNIT_NOT_CITED("a number of the sentence has another unit, currency or percent sign in the cited place"),
    DATE_NOT_CITED("a date or time of the sentence is not in the cited place"),
    /** A capitalised or quoted word, an identifier or an address. */
    NAME_NOT_CITED("a name of the sentence is not in the cited place"),
    /** All parts are there, but of different things: a number of one beside the name of another. */
    FACTS_MERGED("the sentence joins what the cited place says of different things"),
    NEGATION_DIFFERS("the sentence denies what the cited place says, or the other way round"),
    OPPOSITE_SENSE("the sentence says the opposite: most for least, before for after, may for must"),
    /** Most words of the sentence are not there. */
    OFF_TOPIC("the cited place is about something else");

    private final String why;

    GroundingCode(String why) {
        this.why = why;
    }

    /** One sentence for a person. */
    public String why() {
        return why;
    }
}
