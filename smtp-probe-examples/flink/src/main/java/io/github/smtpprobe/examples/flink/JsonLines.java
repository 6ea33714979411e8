/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;

/** Writes each summary as a line of JSON in UTF-8. */
final class JsonLines implements Encoder<Summary> {
    private static final long serialVersionUID = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public void encode(Summary summary, OutputStream out) throws IOException {
        out.write(MAPPER.writeValueAsBytes(summary));
        out.write('\n');
    }
}
