/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/**
 * XOAUTH2, the bearer token mechanism of Google and Microsoft (Google's XOAUTH2 protocol page), older than OAUTHBEARER. An error is
 * answered with an empty line.
 */
final class XOAuth2 extends TokenMechanism {
    XOAuth2() {
        super("XOAUTH2", 200);
    }

    @Override
    String prefix(SaslContext.Peer peer, String user) {
        return "user=" + user + "\u0001auth=Bearer ";
    }

    @Override
    byte[] answerToError() {
        return new byte[0];
    }
}
