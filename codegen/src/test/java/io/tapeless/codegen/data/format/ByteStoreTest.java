package io.tapeless.codegen.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteStoreTest {
    @Test
    void storesReadWhatWasWrittenInMemoryAndInAFile() throws IOException {
        Random random = new Random(3);
        byte[] bytes = new byte[5_000_000];
        random.nextBytes(bytes);
        for (long inMemory : new long[] {0, 1 << 20, Long.MAX_VALUE}) {
            ByteStore store = new ByteStore(ByteOrder.BIG_ENDIAN, inMemory);
            for (int at = 0, n; at < bytes.length; at += n) {
                n = Math.min(1 + random.nextInt(100_000), bytes.length - at);
                store.write(bytes, at, n);
            }
            assertEquals(bytes.length, store.size());
            for (int i = 0; i < bytes.length / 4; i += 37) {
                int expected = ByteBuffer.wrap(bytes).getInt(4 * i);
                assertEquals(expected, store.integer(Encoding.I32, i));
            }
        }
    }
}
