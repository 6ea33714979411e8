/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;

/** The domain that most cases begin with, and who is in it. */
final class Scene {
    static final String HOST = "mx.example.test";
    static final String TLSA = "_25._tcp.mx.example.test";
    static final String V4 = "8.8.8.8";
    static final String V6 = "2606:4700::8";

    /** A second host, and its address. */
    static final String BACKUP = "backup.example.test";

    static final String OTHER_V4 = "1.1.1.1";

    static final String POLICY_V4 = "8.8.4.4";

    /** Keys of the host, with certificates that all the world trusts. */
    static final Issued K1 = CA.issue(HOST, BACKUP, DOMAIN);

    static final Issued K2 = CA.issue(HOST, BACKUP, DOMAIN);

    private Scene() {}

    /** A signed domain whose one exchanger has an address. */
    static World signed() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, V4);
    }

    /** The same, not signed. */
    static World unsigned() {
        return World.unsigned(DOMAIN).mx(10, HOST).a(HOST, V4);
    }

    /** The signed domain, whose exchanger has a record of its key and one of the next. */
    static World proven() {
        return signed().tlsa(TLSA, tlsa(3, 1, 1, K1)).tlsa(TLSA, tlsa(3, 1, 1, K2));
    }

    /** A world whose exchanger shows the first key. */
    static MailWorld served(World world) throws Exception {
        return new MailWorld(world).server(V4, K1);
    }

    /** A policy that demands verified TLS to these exchangers. */
    static String enforce(String... exchangers) {
        return "version: STSv1\r\nmode: enforce\r\nmax_age: 604800\r\nmx: " + String.join("\r\nmx: ", exchangers)
                + "\r\n";
    }

    /** The name that announces a policy, and the address of its host. */
    static World announcing(World world) {
        return world.txt("_mta-sts." + DOMAIN, "v=STSv1; id=20261127;").a("mta-sts." + DOMAIN, POLICY_V4);
    }
}
