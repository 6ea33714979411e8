/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/**
 * OAUTHBEARER (RFC 7628). An error is answered with one octet, 0x01 (§3.2.3). It is preferred to XOAUTH2 because it is the
 * standard, and because it tells the server for which host and port the token is meant, so that the token cannot be passed on to
 * another server unnoticed. XOAUTH2 says only whose it is.
 */
final class OAuthBearer extends TokenMechanism {
    OAuthBearer() {
        super("OAUTHBEARER", 210);
    }

    @Override
    String prefix(SaslContext.Peer peer, String user) {
        String name = user.replace("=", "=3D").replace(",", "=2C"); // a saslname (RFC 5801 §4)
        return "n,a=" + name + ",\u0001host=" + peer.host() + "\u0001port=" + peer.port() + "\u0001auth=Bearer ";
    }

    @Override
    byte[] answerToError() {
        return new byte[] {1};
    }
}
