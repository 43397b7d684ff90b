package ai.openclaw.voice.component.rtp.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpTest {
    private static final String PLAIN = "800f1234decafbadcafebabe" + "ab".repeat(16);
    private static final String KEY_128 = "e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6";
    private static final String KEY_256 =
            "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b63b04803de51ee7c96423ab5b78d2";

    private static ByteBuf bytes(String hex) {
        return Unpooled.buffer().writeBytes(ByteBufUtil.decodeHexDump(hex));
    }

    private static Srtp srtp(CryptoSuite suite, String key) {
        byte[] both = ByteBufUtil.decodeHexDump(key);
        return new Srtp(new SrtpKeys(suite, both, both));
    }

    private static Srtp srtp(CryptoSuite suite) {
        return srtp(suite, suite.keyLength() == 30 ? KEY_128 : KEY_256);
    }

    /** The reference packets of libsrtp's own test ({@code srtp_driver.c}). */
    @ParameterizedTest
    @CsvSource({
        "AES_CM_128_HMAC_SHA1_80, 4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
        "AES_CM_128_HMAC_SHA1_32, 4e55dc4ce79978d88ca4d215949d2402b78d6acc",
        "AES_256_CM_HMAC_SHA1_80, f1d9de17ff251ff1aa007774b0b4b40da08d9d9a5b3a55d8873b"
    })
    void protectsAndOpensAsTheReferenceImplementationDoes(CryptoSuite suite, String protectedPayload) {
        ByteBuf packet = bytes(PLAIN);
        srtp(suite).protect(packet);
        String expected = PLAIN.substring(0, 24) + protectedPayload;
        assertThat(ByteBufUtil.hexDump(packet)).isEqualTo(expected);
        ByteBuf back = bytes(expected);
        assertThat(srtp(suite).open(back)).isTrue();
        assertThat(ByteBufUtil.hexDump(back)).isEqualTo(PLAIN);
    }

    @Test
    void opensTheReferenceImplementationsReport() {
        ByteBuf report = bytes("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
        assertThat(srtp(CryptoSuite.AES_CM_128_HMAC_SHA1_80).openReport(report)).isTrue();
        assertThat(ByteBufUtil.hexDump(report)).isEqualTo("81c8000bcafebabe" + "ab".repeat(16));
    }

    private static ByteBuf packet(int sequence) {
        return Unpooled.buffer()
                .writeShort(0x8000)
                .writeShort(sequence)
                .writeInt(sequence * 160)
                .writeInt(77)
                .writeBytes(new byte[160]);
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void whatIsForgedDamagedOrOldIsNotOpened(CryptoSuite suite) {
        Srtp they = srtp(suite);
        Srtp we = srtp(suite);
        ByteBuf one = packet(1);
        they.protect(one);
        ByteBuf copy = one.copy();
        for (int at = 0; at < one.readableBytes(); at++) {
            ByteBuf damaged = one.copy();
            damaged.setByte(at, damaged.getByte(at) ^ 1);
            assertThat(we.open(damaged)).as("byte %d", at).isFalse();
        }
        assertThat(we.open(one)).isTrue();
        assertThat(we.open(copy)).as("the same once more").isFalse();
        ByteBuf plain = packet(2);
        assertThat(we.open(plain)).as("in clear").isFalse();
        ByteBuf report = bytes("80c9000100000007");
        ByteBuf reportInClear = report.copy();
        they.protectReport(report);
        ByteBuf sameReport = report.copy();
        assertThat(we.openReport(reportInClear)).isFalse();
        assertThat(we.openReport(report)).isTrue();
        assertThat(we.openReport(sameReport)).isFalse();
    }

    @Test
    void countsOnWhenTheSequenceNumbersBeginAnewAndPacketsAreLostOrLate() {
        Srtp they = srtp(CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        Srtp we = srtp(CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        List<ByteBuf> late = new ArrayList<>();
        for (int i = 65_000; i < 3 * 65_536 + 200; i++) {
            ByteBuf packet = packet(i & 0xFFFF);
            they.protect(packet);
            if (i % 7 == 3) {
                continue;
            }
            if (i % 65_536 == 65_530) {
                late.add(packet);
                continue;
            }
            assertThat(we.open(packet)).as("packet %d", i).isTrue();
            if (i % 65_536 == 10 && !late.isEmpty()) {
                assertThat(we.open(late.remove(0))).as("from before the turn").isTrue();
            }
        }
    }

    @Test
    void newKeysBeginAnewAndOldOnesGoOn() {
        SrtpKeys first =
                new SrtpKeys(CryptoSuite.AES_CM_128_HMAC_SHA1_80, ByteBufUtil.decodeHexDump(KEY_128), new byte[30]);
        byte[] other = new byte[30];
        other[3] = 9;
        SrtpKeys second = new SrtpKeys(CryptoSuite.AES_CM_128_HMAC_SHA1_80, ByteBufUtil.decodeHexDump(KEY_128), other);
        Srtp they = new Srtp(new SrtpKeys(CryptoSuite.AES_CM_128_HMAC_SHA1_80, new byte[30], other));
        Srtp we = new Srtp(first);
        ByteBuf before = packet(5);
        they.protect(before);
        ByteBuf again = before.copy();
        ByteBuf third = before.copy();
        assertThat(we.open(before)).isTrue();
        Srtp same = new Srtp(new SrtpKeys(first.suite(), first.ours(), first.theirs()), we);
        assertThat(same.open(again))
                .as("it was heard before the session changed")
                .isFalse();
        assertThat(new Srtp(second, same).open(third)).as("another key").isFalse();
    }

    @Test
    void anyBytesAreRefused() {
        Srtp we = srtp(CryptoSuite.AES_CM_128_HMAC_SHA1_32);
        Random random = new Random(8);
        for (int i = 0; i < 50_000; i++) {
            byte[] rubbish = new byte[random.nextInt(80)];
            random.nextBytes(rubbish);
            if (rubbish.length > 0 && i % 2 == 0) {
                rubbish[0] = (byte) (0x80 | rubbish[0] & 0x3F);
            }
            assertThat(we.open(Unpooled.wrappedBuffer(rubbish))).isFalse();
            assertThat(we.openReport(Unpooled.wrappedBuffer(rubbish))).isFalse();
        }
        assertThat(we.open(Unpooled.wrappedBuffer(new byte[3000]))).isFalse();
    }

    @Test
    void keysAreInNoText() {
        SrtpKeys keys = new SrtpKeys(CryptoSuite.AES_CM_128_HMAC_SHA1_80, new byte[30], new byte[30]);
        assertThat(keys).hasToString("AES_CM_128_HMAC_SHA1_80");
        assertThat(new OurKeys()).hasToString("OurKeys[]");
    }
}
