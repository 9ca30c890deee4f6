package dev.ratchet.activities.documents.pdf;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDType3CharProc;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * Extracts text in reading order and counts while it does so. It stops at the first limit that is passed, before the
 * library has kept what is beyond it. The limits are ten times what the largest invoices of our test data need, or more.
 */
final class BoundedStripper extends PDFTextStripper {
    static final int MOST_OPERATIONS = 1_000_000;
    static final int MOST_FORMS = 5_000;
    static final int MOST_LETTERS_ON_PAGE = 100_000;
    static final int MOST_LETTERS = 1_000_000;

    private int operations;
    private int forms;
    private int letters;
    private int lettersOnPage;

    BoundedStripper() {
        setSortByPosition(true);
        setLineSeparator("\n");
        setPageEnd("\f");
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        lettersOnPage = 0;
        super.processPage(page);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++operations > MOST_OPERATIONS) {
            throw new TooMuch(MOST_OPERATIONS + " drawing operations at most");
        }
        super.processOperator(operator, operands);
    }

    /** A form is a drawing of its own inside a page; each can show others, so few bytes can ask for very many. */
    @Override
    public void showForm(PDFormXObject form) throws IOException {
        countForm();
        super.showForm(form);
    }

    @Override
    protected void processType3Stream(PDType3CharProc glyph, org.apache.pdfbox.util.Matrix matrix) throws IOException {
        countForm();
        super.processType3Stream(glyph, matrix);
    }

    private void countForm() {
        if (++forms > MOST_FORMS) {
            throw new TooMuch(MOST_FORMS + " drawings inside drawings at most");
        }
    }

    @Override
    protected void processTextPosition(TextPosition letter) {
        if (++lettersOnPage > MOST_LETTERS_ON_PAGE || ++letters > MOST_LETTERS) {
            throw new TooMuch(MOST_LETTERS_ON_PAGE + " letters on a page and " + MOST_LETTERS + " in all at most");
        }
        super.processTextPosition(letter);
    }

    /** A limit was passed. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String limit;

        private TooMuch(String limit) {
            super(limit, null, false, false);
            this.limit = limit;
        }

        String limit() {
            return limit;
        }
    }
}
