package dev.ratchet.worker.dev;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A picture of a receipt, as a telephone would send it: nothing in it can be read by this product. */
final class DemoImage {
    private DemoImage() {}

    static byte[] png() {
        BufferedImage image = new BufferedImage(240, 360, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(20, 20, 200, 320);
        pen.setColor(Color.DARK_GRAY);
        for (int line = 0; line < 12; line++) {
            pen.fillRect(40, 50 + 20 * line, 60 + (line * 37) % 80, 6);
            pen.fillRect(180, 50 + 20 * line, 24, 6);
        }
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return png.toByteArray();
    }
}
