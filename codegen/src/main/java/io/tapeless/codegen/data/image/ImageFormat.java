package io.tapeless.codegen.data.image;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * What an input takes of an image: {@code [channels, height, width]}, bytes from 0 to 255. One channel is grey, three
 * are red, green and blue, a fourth is opacity.
 *
 * <p>Grey of a colour is {@code (299·R + 587·G + 114·B) / 1000} (ITU-R BT.601). Of 16 bits the upper 8 are taken.
 */
record ImageFormat(int channels, int height, int width, boolean resize) {
    /** Larger images are refused before memory is allocated for them. */
    private static final long MOST_PIXELS = 100_000_000;

    /** @throws DataException if the input's shape is not that of images */
    static ImageFormat of(InputType input, boolean resize) {
        List<Integer> shape = input.shape();
        if (shape.size() == 2) {
            return new ImageFormat(1, shape.get(0), shape.get(1), resize);
        } else if (shape.size() == 3 && List.of(1, 3, 4).contains(shape.get(0))) {
            return new ImageFormat(shape.get(0), shape.get(1), shape.get(2), resize);
        }
        throw new DataException("images can't feed input '" + input.name() + "' (" + input
                + "); expected [1, H, W], [3, H, W], [4, H, W] or [H, W] per example");
    }

    /**
     * The bytes of an image, channel by channel.
     *
     * @throws DataException if it can't be read, or has another size and is not to be resized
     */
    byte[] read(Path file) {
        BufferedImage image = decode(file);
        double[][] planes = planes(file, image);
        byte[] bytes = new byte[channels * height * width];
        for (int c = 0; c < channels; c++) {
            double[] plane = Resampling.resize(planes[c], image.getHeight(), image.getWidth(), height, width);
            for (int i = 0; i < plane.length; i++) {
                bytes[c * plane.length + i] = (byte) Math.round(plane[i]);
            }
        }
        return bytes;
    }

    private BufferedImage decode(Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? List.<ImageReader>of().iterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DataException(file + ": not a PNG or JPEG image");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                requireSize(file, reader.getWidth(0), reader.getHeight(0));
                requireEnd(file, in);
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new DataException(file + ": corrupt image: " + e.getMessage(), e);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException
                | NegativeArraySizeException | NullPointerException e) {
            // What the decoders throw for some malformed files.
            throw new DataException(file + ": corrupt image: " + e, e);
        }
    }

    /** A decoder would fill up what is missing: PNG ends with an IEND chunk, JPEG with the marker EOI. */
    private static void requireEnd(Path file, ImageInputStream in) throws IOException {
        byte[] end = new byte[12];
        long length = in.length();
        in.mark();
        in.seek(Math.max(0, length - end.length));
        in.readFully(end, 0, (int) Math.min(length, end.length));
        in.reset();
        boolean png = new String(end, 4, 4, StandardCharsets.US_ASCII).equals("IEND");
        boolean jpeg = (end[10] & 0xff) == 0xff && (end[11] & 0xff) == 0xd9;
        if (!png && !jpeg) {
            throw new DataException(file + ": truncated: found no end of the image");
        }
    }

    private void requireSize(Path file, long foundWidth, long foundHeight) {
        if (foundWidth * foundHeight > MOST_PIXELS) {
            throw new DataException(file + ": found " + foundWidth + "×" + foundHeight + " pixels; expected at most "
                    + MOST_PIXELS);
        }
        if (!resize && (foundWidth != width || foundHeight != height)) {
            throw new DataException(file + ": found " + foundWidth + "×" + foundHeight + " pixels; expected " + width
                    + "×" + height + ", or resize = true");
        }
    }

    private double[][] planes(Path file, BufferedImage image) {
        int size = image.getWidth() * image.getHeight();
        double[][] planes = new double[channels][size];
        Raster raster = image.getRaster();
        // The JDK takes grey for linear light, and would make it brighter.
        boolean grey = raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
        int shift = Math.max(0, image.getColorModel().getComponentSize(0) - 8);
        for (int i = 0; i < size; i++) {
            int column = i % image.getWidth();
            int row = i / image.getWidth();
            int argb = image.getRGB(column, row);
            int alpha = argb >>> 24;
            if (alpha < 255 && channels < 4) {
                throw new DataException(file + ": found transparent pixels; expected none, or an input of 4 channels");
            }
            int level = grey ? raster.getSample(column, row, 0) >> shift : 0;
            int red = grey ? level : argb >> 16 & 0xff;
            int green = grey ? level : argb >> 8 & 0xff;
            int blue = grey ? level : argb & 0xff;
            if (channels == 1) {
                planes[0][i] = grey ? level : (299 * red + 587 * green + 114 * blue) / 1000.0;
            } else {
                planes[0][i] = red;
                planes[1][i] = green;
                planes[2][i] = blue;
                if (channels == 4) {
                    planes[3][i] = alpha;
                }
            }
        }
        return planes;
    }
}
