/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.demo;

/**
 * A server for trying out the page.
 *
 * @param label what is the matter with it
 * @param host  its address
 * @param port  its TCP port
 * @param login whether only a login has it show something
 */
public record DemoServer(String label, String host, int port, boolean login) {
    /** {@return the text to type into the form} */
    public String target() {
        return host + ":" + port;
    }
}
