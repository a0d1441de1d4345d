package io.tapeless.codegen.aot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/** The table at the start of a class file that holds all its texts: names, descriptors and strings. */
final class ConstantPool {
    private static final int UTF8 = 1;

    private ConstantPool() {}

    /**
     * A class file with each text replaced. Java Virtual Machine Specification 17, 4.4.
     *
     * @param change gives the new text
     */
    static byte[] map(byte[] classFile, UnaryOperator<String> change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(in.readNBytes(8));
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == UTF8) {
                    out.writeUTF(change.apply(in.readUTF()));
                } else {
                    out.write(in.readNBytes(length(tag)));
                    i += isWide(tag) ? 1 : 0;
                }
            }
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("not a class file", e);
        }
        return bytes.toByteArray();
    }

    /** Bytes of an entry after its tag. */
    private static int length(int tag) throws IOException {
        return switch (tag) {
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            default -> throw new IOException("tag " + tag + " in a constant pool");
        };
    }

    /** A {@code long} or {@code double} counts as two entries. */
    private static boolean isWide(int tag) {
        return tag == 5 || tag == 6;
    }
}
