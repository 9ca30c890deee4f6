package dev.ratchet.activities.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.activities.model.provider.Aimock;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Ten ways in which a model's answer about an invoice goes wrong; each makes aimock's fixture from the right answer. */
public enum Alteration {
    WRONG_TOTAL {
        @Override
        void alter(ObjectNode fields) {
            ObjectNode gross = claim(fields, "gross");
            gross.put(
                    "value",
                    new BigDecimal(gross.path("value").asText())
                            .add(BigDecimal.ONE)
                            .toPlainString());
        }
    },
    EVIDENCE_NOT_IN_DOCUMENT {
        @Override
        void alter(ObjectNode fields) {
            ObjectNode gross = claim(fields, "gross");
            gross.put(
                    "evidence",
                    "payable in full on receipt: " + gross.path("value").asText());
        }
    },
    /** A well-formed account that is not the document's, with the document's own as evidence where it has one. */
    OTHER_IBAN {
        @Override
        void alter(ObjectNode fields) {
            String other = "DE02120300000000202051";
            String evidence = fields.path("iban").path("evidence").asText(other);
            fields.putObject("iban").put("value", other).put("evidence", evidence);
        }
    },
    /** Day and month change places; where that is no date, or the same one, the month is the next. */
    SWAPPED_DATE {
        @Override
        void alter(ObjectNode fields) {
            ObjectNode issued = claim(fields, "issueDate");
            LocalDate date = LocalDate.parse(issued.path("value").asText());
            boolean swaps = date.getDayOfMonth() <= 12 && date.getDayOfMonth() != date.getMonthValue();
            LocalDate other = swaps
                    ? LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue())
                    : date.plusMonths(1);
            issued.put("value", other.toString());
        }
    },
    EXTRA_FIELD {
        @Override
        void alter(ObjectNode fields) {
            fields.put("approvedBy", "the chief financial officer");
        }
    },
    TRUNCATED {
        @Override
        public ObjectNode fixture(String phrase, ObjectNode answer) {
            String whole = answer.toString();
            return Aimock.saying(phrase, whole.substring(0, whole.length() * 2 / 3), "length");
        }
    },
    NOT_JSON {
        @Override
        public ObjectNode fixture(String phrase, ObjectNode answer) {
            return Aimock.saying(phrase, "Here is what I found:\n```json\n" + answer + "\n```", "stop");
        }
    },
    INSTRUCTION_OBEYED {
        @Override
        public ObjectNode fixture(String phrase, ObjectNode answer) {
            ObjectNode obedient = JsonNodeFactory.instance.objectNode().put("action", "post_entry");
            obedient.putObject("arguments").put("intent", "0".repeat(64));
            return Aimock.saying(phrase, obedient.toString(), "stop");
        }
    },
    TOO_MANY_REQUESTS {
        @Override
        public ObjectNode fixture(String phrase, ObjectNode answer) {
            return Aimock.failing(phrase, 429, "rate_limit_exceeded", 1);
        }
    },
    CONNECTION_CUT {
        @Override
        public ObjectNode fixture(String phrase, ObjectNode answer) {
            return Aimock.disconnecting(phrase);
        }
    };

    /** Changes the fields in place; nothing where the alteration is not about fields. */
    void alter(ObjectNode fields) {}

    /**
     * What aimock answers: the right answer, altered.
     *
     * @param phrase of the user's message to which aimock answers this
     * @param answer a right {@code record_fields} answer, as {@link ExpectedAnswers} makes it; stays as it is
     */
    public ObjectNode fixture(String phrase, ObjectNode answer) {
        ObjectNode altered = answer.deepCopy();
        alter(claim(claim(altered, "arguments"), "fields"));
        return Aimock.saying(phrase, altered.toString(), "stop");
    }

    private static ObjectNode claim(ObjectNode fields, String name) {
        return (ObjectNode) fields.required(name);
    }
}
