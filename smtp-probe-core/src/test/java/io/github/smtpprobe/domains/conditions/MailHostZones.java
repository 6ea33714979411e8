/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.zones.World;
import java.util.List;

/** Conditions of MX records and of the exchangers' addresses. */
final class MailHostZones {
    private MailHostZones() {}

    private static World plain() {
        return World.signed(DOMAIN);
    }

    static List<Zoned> all() {
        return List.of(
                Zoned.info("mx.implicit", DOMAIN, () -> served(plain().a(DOMAIN, V4)))
                        .foretold("T T T Q T T")
                        .beside("T V V V T V", () -> served(proven())),
                Zoned.error("mx.nowhere", DOMAIN, () -> new MailWorld(plain()))
                        .foretold("B B B B B B")
                        .beside("T T T Q T T", () -> served(plain().a(DOMAIN, V4))));
    }
}
