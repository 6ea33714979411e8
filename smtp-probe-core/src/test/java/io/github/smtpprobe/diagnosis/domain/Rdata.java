/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.RecordType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The data of records, of what a zone file has (RFC 1035 §3.3). */
final class Rdata {
    private static final int LONGEST_STRING = 255;

    private Rdata() {}

    static byte[] of(RecordType type, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (type.equals(RecordType.MX)) {
            String[] fields = text.split(" ", 2);
            int preference = Integer.parseInt(fields[0]);
            out.write(preference >> 8);
            out.write(preference);
            name(out, fields[1]);
        } else if (type.equals(RecordType.TXT)) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at == 0 || at < octets.length; at += LONGEST_STRING) {
                int length = Math.min(LONGEST_STRING, octets.length - at);
                out.write(length);
                out.write(octets, at, length);
            }
        } else if (type.equals(RecordType.TLSA)) {
            out.writeBytes(TlsaRecord.parse(text).rdata());
        } else {
            byte[] octets = AddressLiteral.parse(text.indexOf(':') < 0 ? text : "[" + text + "]")
                    .getAddress();
            if (type.equals(RecordType.AAAA) && octets.length == 4) { // mapped
                out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1});
            }
            out.writeBytes(octets);
        }
        return out.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, String name) {
        if (!name.equals(".")) {
            for (String label : name.split("\\.")) {
                byte[] octets = label.getBytes(StandardCharsets.UTF_8);
                out.write(octets.length);
                out.writeBytes(octets);
            }
        }
        out.write(0);
    }
}
