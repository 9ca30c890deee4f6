package dev.ratchet.activities.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes PDF files byte by byte, as an attacker does: the objects are whatever the caller says. */
public final class HostilePdf {
    private final List<byte[]> objects = new ArrayList<>();

    private HostilePdf() {}

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private HostilePdf object(String body) {
        objects.add(latin(body));
        return this;
    }

    /** @param entries of the stream's dictionary beside its length */
    private HostilePdf stream(String entries, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(latin("<<" + entries + "/Length " + body.length + ">>\nstream\n"));
        out.writeBytes(body);
        out.writeBytes(latin("\nendstream"));
        objects.add(out.toByteArray());
        return this;
    }

    private byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(latin("%PDF-1.7\n"));
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            at.add(out.size());
            out.writeBytes(latin((i + 1) + " 0 obj\n"));
            out.writeBytes(objects.get(i));
            out.writeBytes(latin("\nendobj\n"));
        }
        int xref = out.size();
        out.writeBytes(latin("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n"));
        at.forEach(offset -> out.writeBytes(latin(String.format("%010d 00000 n %n", offset))));
        out.writeBytes(
                latin("trailer <</Size " + (objects.size() + 1) + "/Root 1 0 R>>\nstartxref\n" + xref + "\n%%EOF\n"));
        return out.toByteArray();
    }

    /** Catalog, pages, one page whose content is object 5, and the font Helvetica. The caller adds object 5 and more. */
    private static HostilePdf onePage(String catalog, String resources) {
        return new HostilePdf()
                .object("<</Type/Catalog/Pages 2 0 R" + catalog + ">>")
                .object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
                .object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>"
                        + resources + ">>>>")
                .object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    }

    private static byte[] deflated(byte[] part, int times) {
        return deflated(new byte[0], part, times);
    }

    private static byte[] deflated(byte[] head, byte[] part, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(out, new Deflater(9))) {
            deflate.write(head);
            for (int i = 0; i < times; i++) {
                deflate.write(part);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static byte[] hex(byte[] bytes) {
        return latin(java.util.HexFormat.of().formatHex(bytes) + ">");
    }

    /** ASCII base-85 of PDF 32000-1, 7.4.3. */
    private static byte[] base85(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i + 4 <= bytes.length; i += 4) {
            long word =
                    Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(bytes, i, 4).getInt());
            char[] five = new char[5];
            for (int d = 4; d >= 0; d--, word /= 85) {
                five[d] = (char) ('!' + word % 85);
            }
            out.append(word == 0 && new String(five).equals("!!!!!") ? "z" : new String(five));
        }
        return latin(out + "~>");
    }

    /** Letters without end on one page: {@code millions} of them in some kilobytes. */
    public static byte[] letters(int millions) {
        byte[] shown = latin("(" + "x".repeat(10_000) + ") Tj\n");
        return onePage("", "").stream("/Filter/FlateDecode", deflated(latin("BT /F 1 Tf\n"), shown, millions * 100))
                .bytes();
    }

    private static final byte[] SPACES = latin(" ".repeat(1 << 20));

    /** A page's content that unpacks to this many megabytes of spaces, behind hexadecimal digits. */
    public static byte[] hexBeforeDeflate(int megabytes) {
        return onePage("", "").stream("/Filter[/ASCIIHexDecode/FlateDecode]", hex(deflated(SPACES, megabytes)))
                .bytes();
    }

    public static byte[] base85BeforeDeflate(int megabytes) {
        return onePage("", "").stream("/Filter[/ASCII85Decode/FlateDecode]", base85(deflated(SPACES, megabytes)))
                .bytes();
    }

    public static byte[] deflateTwiceBehindHex(int megabytes) {
        return onePage("", "").stream(
                        "/Filter[/ASCIIHexDecode/FlateDecode/FlateDecode]",
                        hex(deflated(deflated(SPACES, megabytes), 1)))
                .bytes();
    }

    /** An embedded "XML" file that unpacks to this many megabytes, behind hexadecimal digits. */
    public static byte[] embeddedBehindHex(int megabytes) {
        byte[] packed = deflated(latin("<a>"), SPACES, megabytes);
        return onePage("/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>>>", "").stream(
                        "", latin("BT /F 1 Tf (nothing) Tj ET"))
                .object("<</Type/Filespec/F(a.xml)/EF<</F 7 0 R>>>>")
                .stream("/Filter[/ASCIIHexDecode/FlateDecode]", hex(packed))
                .bytes();
    }

    /** Forms in forms: each shows the next one ten times, so that {@code levels} of them are 10^levels drawings. */
    public static byte[] nestedForms(int levels) {
        HostilePdf pdf = onePage("", "/XObject<</X 6 0 R>>").stream("", latin("/X Do\n"));
        for (int level = 1; level <= levels; level++) {
            String next = level == levels ? "" : "/Resources<</XObject<</X " + (6 + level) + " 0 R>>>>";
            String body = level == levels ? "BT ET\n" : "/X Do\n".repeat(10);
            pdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + next, latin(body));
        }
        return pdf.bytes();
    }

    /** A font whose letters are drawings that show letters of the same kind of font. */
    public static byte[] nestedLetters(int levels) {
        HostilePdf pdf = onePage("", "/Font<</G 6 0 R>>").stream("", latin("BT /G 1 Tf (aaaaaaaaaa) Tj ET\n"));
        for (int level = 1; level <= levels; level++) {
            int font = 6 + 2 * (level - 1);
            String inner = level == levels ? "" : "/Resources<</Font<</G " + (font + 2) + " 0 R>>>>";
            pdf.object("<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97"
                    + "/Widths[1]/Encoding<</Differences[97/a]>>/CharProcs<</a " + (font + 1) + " 0 R>>" + inner
                    + ">>");
            pdf.stream("", latin("9 0 d0 BT /G 1 Tf (aaaaaaaaaa) Tj ET\n"));
        }
        return pdf.bytes();
    }

    /** A table that maps letters to texts and has an entry for each of four thousand million. */
    public static byte[] endlessLetterTable() {
        String ranges = """
                /CIDInit /ProcSet findresource begin begincmap
                1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange
                100 beginbfrange
                """ + "<00000000> <7FFFFFFF> <0041>\n".repeat(100) + "endbfrange endcmap end";
        return new HostilePdf()
                        .object("<</Type/Catalog/Pages 2 0 R>>")
                        .object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
                        .object(
                                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>")
                        .object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>")
                        .stream("", latin("BT /F 1 Tf (abc) Tj ET"))
                        .stream("", latin(ranges))
                        .bytes();
    }

    /** Three hundred pages that all show one content of many operations. */
    public static byte[] manyPagesOneContent() {
        return new HostilePdf()
                        .object("<</Type/Catalog/Pages 2 0 R>>")
                        .object("<</Type/Pages/Count 300/Kids[" + "3 0 R ".repeat(300) + "]>>")
                        .object(
                                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>")
                        .object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
                        .stream("/Filter/FlateDecode", deflated(latin("BT /F 1 Tf\n"), latin("(ab) Tj\n"), 40_000))
                        .bytes();
    }

    /** Pages whose tree has no end. */
    public static byte[] endlessPageTree() {
        return new HostilePdf()
                .object("<</Type/Catalog/Pages 2 0 R>>")
                .object("<</Type/Pages/Count 5/Kids[3 0 R 3 0 R]>>")
                .object("<</Type/Pages/Count 5/Parent 2 0 R/Kids[2 0 R 2 0 R]>>")
                .bytes();
    }

    /** An array in an array, very often. */
    public static byte[] nestedArrays(int depth) {
        return onePage("/Deep 6 0 R", "").stream("", latin("BT /F 1 Tf (x) Tj ET " + "[".repeat(depth)))
                .object("[".repeat(depth) + "]".repeat(depth))
                .bytes();
    }

    /** An object stream that unpacks to this many megabytes. */
    public static byte[] objectStream(int megabytes) {
        return new HostilePdf()
                .object("<</Type/Catalog/Pages 2 0 R>>").stream(
                                "/Type/ObjStm/N 1000000/First 10/Filter[/ASCIIHexDecode/FlateDecode]",
                                hex(deflated(latin("1 0 ".repeat(1 << 18)), megabytes)))
                        .bytes();
    }
}
