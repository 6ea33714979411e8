/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import io.github.smtpprobe.dns.NameServer;
import java.io.IOException;

/** The names of the little world in which the servers run: {@code here.test} is theirs, {@code elsewhere.test} is somebody's. */
final class Names {
    static final String HOST = "mail.here.test";

    private Names() {}

    /** Everything else, such as {@code nowhere.test}, does not exist; this machine is on the block list {@code bl.test}. */
    static NameServer serve() throws IOException {
        return NameServer.startOnPort53("""
            here.test. 60 IN MX 10 mail.here.test.
            here.test. 60 IN A 127.0.0.1
            mail.here.test. 60 IN A 127.0.0.1
            elsewhere.test. 60 IN MX 10 mail.elsewhere.test.
            mail.elsewhere.test. 60 IN A 192.0.2.25
            spf.test. 60 IN MX 10 mail.elsewhere.test.
            spf.test. 60 IN TXT "v=spf1 -all"
            nomail.test. 60 IN MX 0 .
            1.0.0.127.bl.test. 60 IN A 127.0.0.2
            1.0.0.127.bl.test. 60 IN TXT "Listed, see https://bl.test/why"
            """);
    }
}
