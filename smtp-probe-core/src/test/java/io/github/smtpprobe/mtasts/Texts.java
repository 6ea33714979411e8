/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** TXT records and policies as octets. */
final class Texts {
    private Texts() {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Records of one character-string each. */
    static List<List<byte[]>> records(String... texts) {
        return Stream.of(texts).map(each -> List.of(octets(each))).toList();
    }

    static ParsedPolicy policy(String text) {
        return StsPolicy.parse(octets(text));
    }
}
