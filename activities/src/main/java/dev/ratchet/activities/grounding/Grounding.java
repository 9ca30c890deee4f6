package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.GroundingActivities;
import dev.ratchet.workflows.contract.qa.GroundingCode;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether passages bear out an answer. Pure. It errs to one side: what it cannot see there is not there. All numbers, dates and
 * names of a sentence must stand together in one cited place; so a sentence states one fact, and nobody joins two.
 */
final class Grounding {
    static final int MOST_SENTENCES = 12;
    static final int MOST_SENTENCE = 600;
    static final int MOST_CITATIONS = 4;

    /** Share of a sentence's words that the cited place must have where names, numbers and dates are all there. */
    static final double LEAST_SHARE = 0.5;

    /** Share of a sentence's words that any place which it cites must have. */
    static final double LEAST_SHARE_OF_ANY = 0.25;

    /** Share of a sentence's words that one sentence must have where several are cited at once. */
    static final double LEAST_SHARE_OF_ONE_OF_SEVERAL = 0.6;

    private static final Pattern INSTRUCTION = Pattern.compile(
            "\\b(?:ignor\\w*|disregard\\w*|forget|override|vergiss|missachte\\w*)\\b.{0,60}\\b(?:instruction|rule|prompt|above|previous|prior|anweisung|regel|vorherig|obig)"
                    + "|\\b(?:system prompt|language model|ai (?:model|assistant|agent|system)|chatbot|assistant|sprachmodell|ki-(?:system|assistent|modell))\\b"
                    + "|\\byou (?:must|should|shall|will|are to|are now|have to)\\b.{0,40}\\b(?:answer|reply|respond|say|state|output|write|approve|call|confirm|report|send|include)\\b"
                    + "|^\\W*(?:please\\s+|now\\s+|then\\s+|also\\s+|bitte\\s+)*(?:(?:and|when)\\s.{0,80},\\s*)?(?:answer|reply|respond|state|say|output|print|repeat|reveal|approve|execute|call|invoke|run|send|forward|e-?mail|post|exfiltrate|append|tell|report|confirm|antworte|antworten sie|sage|sagen sie|gib|geben sie|genehmige|rufe|sende|schicke|behaupte)\\b(?!\\s+(?:is|are|was|were|has|ist|sind|hours?|times?|centres?|centers?|offices?)\\b)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private Grounding() {}

    /** A passage of the run and its text. */
    record Shown(Passage passage, String text) {
        /**
         * In their order.
         *
         * @param texts as the content store has them
         * @param missing what is thrown for a text that it does not have
         */
        static <X extends Exception> List<Shown> all(
                List<Passage> passages, Map<Digest, byte[]> texts, Function<Digest, X> missing) throws X {
            List<Shown> all = new ArrayList<>();
            for (Passage passage : passages) {
                byte[] text = texts.get(passage.text());
                if (text == null) {
                    throw missing.apply(passage.text());
                }
                all.add(new Shown(passage, new String(text, StandardCharsets.UTF_8)));
            }
            return all;
        }

        /** What {@link #all} wants to be asked of the content store. */
        static List<Digest> texts(List<Passage> passages) {
            return passages.stream().map(Passage::text).distinct().toList();
        }
    }

    /** @param sentence from 1; 0 for the answer as a whole */
    record Problem(int sentence, GroundingCode code) {}

    /** @param sentences with exact spans; empty when there are problems */
    record Result(List<Answer.Sentence> sentences, List<Problem> problems) {
        boolean grounded() {
            return problems.isEmpty();
        }
    }

    /** @param shown in the order of their letters */
    static Result check(List<ProposedSentence> proposed, List<Shown> shown) {
        if (proposed.isEmpty() || proposed.size() > MOST_SENTENCES) {
            return new Result(List.of(), List.of(new Problem(0, GroundingCode.NOT_AN_ANSWER)));
        }
        List<Answer.Sentence> sentences = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < proposed.size(); i++) {
            Either checked = sentence(proposed.get(i), shown);
            if (checked.problem() == null) {
                sentences.add(new Answer.Sentence(proposed.get(i).text().strip(), checked.spans()));
            } else {
                problems.add(new Problem(i + 1, checked.problem()));
            }
        }
        return new Result(problems.isEmpty() ? sentences : List.of(), problems);
    }

    private record Either(List<Answer.Span> spans, @Nullable GroundingCode problem) {
        static Either not(GroundingCode why) {
            return new Either(List.of(), why);
        }
    }

    private static Either sentence(ProposedSentence proposed, List<Shown> shown) {
        String text = proposed.text().strip();
        if (text.isEmpty() || text.length() > MOST_SENTENCE || text.indexOf('\n') >= 0) {
            return Either.not(GroundingCode.NOT_AN_ANSWER);
        }
        if (proposed.citations().isEmpty() || proposed.citations().size() > MOST_CITATIONS) {
            return Either.not(GroundingCode.NO_CITATION);
        }
        List<Answer.Span> spans = new ArrayList<>();
        List<Optional<GroundingCode>> verdicts = new ArrayList<>();
        for (ProposedSentence.Citation citation : proposed.citations()) {
            int letter = letter(citation.passage());
            if (letter < 0 || letter >= shown.size()) {
                return Either.not(GroundingCode.UNKNOWN_PASSAGE);
            }
            Shown cited = shown.get(letter);
            Quotes.Located at = Quotes.locate(cited.text(), citation.quote(), citation.occurrence());
            if (at.problem() != null) {
                return Either.not(at.problem());
            }
            spans.add(new Answer.Span(
                    cited.passage(), at.start(), at.end(), cited.text().substring(at.start(), at.end())));
            verdicts.add(unsupported(text, cited, at));
        }
        return judged(spans, verdicts);
    }

    /** One place bears the sentence out, and no cited place speaks against it or of something else. */
    private static Either judged(List<Answer.Span> spans, List<Optional<GroundingCode>> verdicts) {
        Optional<GroundingCode> against = verdicts.stream()
                .flatMap(Optional::stream)
                .filter(Grounding::speaksAgainst)
                .findFirst();
        if (against.isPresent()) {
            return Either.not(against.get());
        }
        return verdicts.stream().anyMatch(Optional::isEmpty)
                ? new Either(spans, null)
                : Either.not(verdicts.get(0).orElseThrow());
    }

    private static boolean speaksAgainst(GroundingCode code) {
        return switch (code) {
            case INSTRUCTION_CITED, NEGATION_DIFFERS, OPPOSITE_SENSE, OFF_TOPIC, FACTS_MERGED -> true;
            default -> false;
        };
    }

    private static int letter(String name) {
        return name.length() == 1 && name.charAt(0) >= 'A' && name.charAt(0) < 'A' + GroundingActivities.MOST_PASSAGES
                ? name.charAt(0) - 'A'
                : -1;
    }

    private static Optional<GroundingCode> unsupported(String text, Shown cited, Quotes.Located at) {
        Claim sentence = Claim.of(text);
        Claim span = Claim.of(cited.text().substring(at.start(), at.end()));
        Optional<GroundingCode> missing = missing(sentence, span);
        if (missing.isPresent()) {
            boolean unrelated = Words.share(sentence.words(), span.words()) < LEAST_SHARE_OF_ANY;
            return unrelated ? Optional.of(GroundingCode.OFF_TOPIC) : missing;
        }
        List<Claim> around = around(cited.text(), at);
        if (around.stream().anyMatch(source -> isInstruction(source.text()))) {
            return Optional.of(GroundingCode.INSTRUCTION_CITED);
        }
        if (merged(sentence, around)) {
            return Optional.of(GroundingCode.FACTS_MERGED);
        }
        Claim source = closest(sentence, around);
        if (Words.share(sentence.words(), joined(around)) < LEAST_SHARE) {
            return Optional.of(GroundingCode.OFF_TOPIC);
        }
        if (Opposites.denyOtherwise(text, source.text())) {
            return Optional.of(GroundingCode.NEGATION_DIFFERS);
        }
        return Opposites.between(text, source.text()) ? Optional.of(GroundingCode.OPPOSITE_SENSE) : Optional.empty();
    }

    private static Set<String> joined(List<Claim> around) {
        Set<String> words = new TreeSet<>();
        around.forEach(each -> words.addAll(each.words()));
        return words;
    }

    private static Optional<GroundingCode> missing(Claim sentence, Claim span) {
        for (Dates.Found date : sentence.dates()) {
            if (!span.hasDate(date)) {
                return Optional.of(GroundingCode.DATE_NOT_CITED);
            }
        }
        for (Quantities.Quantity quantity : sentence.quantities()) {
            if (!span.hasValue(quantity) && !isYearOf(quantity, span)) {
                return Optional.of(GroundingCode.NUMBER_NOT_CITED);
            }
            if (!span.has(quantity) && !isYearOf(quantity, span)) {
                return Optional.of(GroundingCode.UNIT_NOT_CITED);
            }
        }
        return sentence.names().stream().allMatch(span::hasName)
                ? Optional.empty()
                : Optional.of(GroundingCode.NAME_NOT_CITED);
    }

    /** "In 2024" where the place has a whole date of that year. */
    private static boolean isYearOf(Quantities.Quantity quantity, Claim span) {
        return !quantity.known()
                && quantity.values().stream()
                        .anyMatch(value -> span.dates().stream()
                                .flatMap(date -> date.readings().stream())
                                .anyMatch(reading -> reading.startsWith(value.toPlainString() + "-")));
    }

    /** The whole sentences that a place touches: a quote may leave out the "not" before it. */
    private static List<Claim> around(String passage, Quotes.Located at) {
        return SentencePlaces.in(passage).stream()
                .filter(place -> place.touches(at.start(), at.end()))
                .map(place -> Claim.of(place.in(passage)))
                .toList();
    }

    static boolean isInstruction(String source) {
        return INSTRUCTION.matcher(source).find();
    }

    /**
     * Where the place is several sentences, one of them must have all numbers and dates and speak of the same things: it does not
     * lack a name of ours while it has another's. Within one, each of them must stand with its own words and names.
     */
    private static boolean merged(Claim sentence, List<Claim> around) {
        return around.stream().noneMatch(source -> states(sentence, source, around.size() > 1));
    }

    private static boolean states(Claim sentence, Claim source, boolean oneOfSeveral) {
        boolean all = sentence.dates().stream().allMatch(source::hasDate)
                && sentence.quantities().stream()
                        .allMatch(quantity -> source.has(quantity) || isYearOf(quantity, source));
        boolean alone = sameThings(sentence, source)
                && Words.share(sentence.words(), source.words()) >= LEAST_SHARE_OF_ONE_OF_SEVERAL;
        return all && (!oneOfSeveral || alone) && !Pairings.exchanged(sentence, source);
    }

    private static boolean sameThings(Claim sentence, Claim source) {
        boolean lacks = !sentence.names().stream().allMatch(source::hasName);
        boolean others = source.names().stream().anyMatch(name -> !sentence.hasName(name));
        return !(lacks && others);
    }

    /** The sentence of the place that has most of ours. */
    private static Claim closest(Claim sentence, List<Claim> around) {
        Claim best = around.get(0);
        double most = -1;
        for (Claim source : around) {
            long items = sentence.quantities().stream().filter(source::has).count()
                    + sentence.dates().stream().filter(source::hasDate).count();
            double score = items + Words.share(sentence.words(), source.words());
            if (score > most) {
                most = score;
                best = source;
            }
        }
        return best;
    }
}
