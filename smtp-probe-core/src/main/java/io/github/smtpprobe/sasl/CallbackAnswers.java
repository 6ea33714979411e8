/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.RealmChoiceCallback;

/** Answers the callbacks of a client. Passwords that were handed out are cleared when the client has finished its step. */
final class CallbackAnswers implements CallbackHandler {
    private final SaslContext context;
    private final PasswordCredentials credentials;
    private final String user;
    private final Optional<String> domain;
    private final List<PasswordCallback> handedOut = new ArrayList<>();
    private Optional<String> unanswered = Optional.empty();

    /**
     * Prepares to answer with the credentials of a context.
     *
     * @param windows whether user names begin with a domain and a backslash; the domain is then the realm
     */
    CallbackAnswers(SaslContext context, boolean windows) {
        this.context = context;
        this.credentials = (PasswordCredentials) context.credentials();
        String given = credentials.user();
        int slash = given.indexOf('\\');
        this.user = windows ? given.substring(slash + 1) : given;
        this.domain = windows ? Optional.of(given.substring(0, Math.max(0, slash))) : Optional.empty();
    }

    /** The first callback that was not answered, if there was one. */
    Optional<String> unanswered() {
        return unanswered;
    }

    /** Keeps secret what the client has derived from the password for a response. */
    void keepDerived(String mechanism, byte[] response) {
        new DerivedSecrets(context).keep(mechanism, response);
    }

    void clear() {
        handedOut.forEach(PasswordCallback::clearPassword);
        handedOut.clear();
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback each : callbacks) {
            if (each instanceof NameCallback name) {
                name.setName(user);
            } else if (each instanceof PasswordCallback password) {
                hand(password);
            } else if (each instanceof RealmCallback realm) {
                realm.setText(domain.orElse(realm.getDefaultText() == null ? "" : realm.getDefaultText()));
            } else if (each instanceof RealmChoiceCallback choice) {
                choice.setSelectedIndex(chosen(choice));
            } else {
                unanswered = Optional.of("the client asks for more than user name, password and realm: "
                        + each.getClass().getName());
                throw new UnsupportedCallbackException(each);
            }
        }
    }

    private void hand(PasswordCallback callback) {
        context.keepSecret(credentials.password());
        byte[] octets = credentials.password().revealUtf8();
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        callback.setPassword(characters);
        handedOut.add(callback);
        Arrays.fill(octets, (byte) 0);
        Arrays.fill(characters, '\0');
        decoded.clear().put(new char[decoded.capacity()]);
    }

    /** The index of the realm that is the domain of the user's address; otherwise the one that the client would choose. */
    private int chosen(RealmChoiceCallback choice) {
        String own = user.substring(user.lastIndexOf('@') + 1);
        int index = Arrays.asList(choice.getChoices()).indexOf(own);
        return index < 0 ? choice.getDefaultChoice() : index;
    }
}
