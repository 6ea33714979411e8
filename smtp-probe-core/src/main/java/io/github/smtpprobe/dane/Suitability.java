/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

/** Decides which records an SMTP client can use (RFC 7672 §3.1, RFC 6698 §2.1). */
final class Suitability {
    private static final int SHA256_LENGTH = 32;
    private static final int SHA512_LENGTH = 64;

    private Suitability() {}

    static Usability of(TlsaRecord record) {
        byte[] data = record.data();
        if (data.length == 0) {
            return Usability.TOO_SHORT;
        }
        int usage = record.usage().orElseThrow();
        if (usage != 2 && usage != 3) {
            return usage < 2 ? Usability.PKIX_USAGE : Usability.UNKNOWN_USAGE;
        }
        int selector = record.selector().orElseThrow();
        if (selector > 1) {
            return Usability.UNKNOWN_SELECTOR;
        }
        return switch (record.matching().orElseThrow()) {
            case 0 -> whole(selector, data) ? Usability.USABLE : Usability.NOT_DER;
            case 1 -> data.length == SHA256_LENGTH ? Usability.USABLE : Usability.BAD_LENGTH;
            case 2 -> data.length == SHA512_LENGTH ? Usability.USABLE : Usability.BAD_LENGTH;
            default -> Usability.UNKNOWN_MATCHING;
        };
    }

    private static boolean whole(int selector, byte[] data) {
        return selector == 0
                ? SentCertificate.read(data).isPresent()
                : Tlv.whole(data).filter(SentCertificate::isKey).isPresent();
    }

    static TlsaRecord record(int usage, int selector, int matching, byte[] data) {
        byte[] rdata = new byte[3 + data.length];
        rdata[0] = (byte) usage;
        rdata[1] = (byte) selector;
        rdata[2] = (byte) matching;
        System.arraycopy(data, 0, rdata, 3, data.length);
        return TlsaRecord.of(rdata);
    }
}
