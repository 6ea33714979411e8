/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether octets are UTF-8 (RFC 3629). */
final class Utf8 {
    private Utf8() {}

    static boolean wellFormed(String octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
