/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/** The KDC of the realm HERE.TEST, on Dovecot's machine: it knows {@code ada} and the mail server, and gives tickets to whoever has a key. */
final class Kdc {
    private static final String USERS_KEYS = "/etc/krb5kdc/users.keytab";
    private static final String SERVERS_KEYS = "/etc/dovecot/krb5.keytab";

    private Kdc() {}

    static void start(Machine machine) {
        machine.configure("/etc/krb5.conf", "krb5.conf").configure("/etc/krb5kdc/kdc.conf", "kdc.conf");
        machine.run("mkdir", "-p", "/var/lib/krb5kdc");
        machine.run("/usr/sbin/kdb5_util", "create", "-s", "-P", "of no use elsewhere", "-r", "HERE.TEST");
        principal(machine, "ada", USERS_KEYS);
        principal(machine, "smtp/" + Names.HOST, SERVERS_KEYS);
        machine.run("chown", "dovecot", SERVERS_KEYS);
        machine.start("/usr/sbin/krb5kdc", "-n", "-r", "HERE.TEST");
        System.setProperty(
                "java.security.krb5.conf", machine.path("/etc/krb5.conf").toString());
    }

    private static void principal(Machine machine, String name, String keys) {
        machine.run("/usr/sbin/kadmin.local", "-r", "HERE.TEST", "-q", "addprinc -randkey " + name);
        machine.run("/usr/sbin/kadmin.local", "-r", "HERE.TEST", "-q", "ktadd -k " + keys + " " + name);
    }

    /** {@return ada with her ticket} */
    static Subject ada() {
        Map<String, String> options = Map.of(
                "principal", "ada",
                "useKeyTab", "true",
                "keyTab", Machine.of("dovecot").path(USERS_KEYS).toString(),
                "storeKey", "false",
                "doNotPrompt", "true");
        try {
            LoginContext login = new LoginContext("test", new Subject(), null, new Configuration() {
                @Override
                public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                    return new AppConfigurationEntry[] {
                        new AppConfigurationEntry(
                                "com.sun.security.auth.module.Krb5LoginModule",
                                LoginModuleControlFlag.REQUIRED,
                                options)
                    };
                }
            });
            login.login();
            return login.getSubject();
        } catch (LoginException refused) {
            throw new IllegalStateException("the KDC gives ada no ticket", refused);
        }
    }
}
