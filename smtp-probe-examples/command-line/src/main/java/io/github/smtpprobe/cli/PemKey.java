/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private key in PKCS#8 (RFC 7468 §10, §11), encrypted or not, with its certificate and the certificates of the issuers above
 * it.
 */
final class PemKey {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+)-----END \\1-----");
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    /** The signature algorithms by type of key; a trial signature shows whether a certificate belongs to the key. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private final String text;

    PemKey(String text) {
        this.text = text;
    }

    /**
     * Opens the key.
     *
     * @param password empty if none is known
     * @return a store that holds the key under the same password
     */
    KeyStore open(char[] password) throws KeyFile.WrongPassword, GeneralSecurityException {
        List<Certificate> chain = certificates();
        PrivateKey key = key(chain.get(0).getPublicKey().getAlgorithm(), password);
        if (!fits(key, chain.get(0))) {
            throw new IllegalArgumentException(
                    "--client-key names a file whose private key is not that of its first certificate");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException impossible) {
            throw new IllegalStateException("nothing is read", impossible);
        }
        store.setKeyEntry("client", key, password, chain.toArray(new Certificate[0]));
        return store;
    }

    private List<Certificate> certificates() {
        List<Certificate> chain = new ArrayList<>();
        try {
            for (byte[] each : blocks("CERTIFICATE")) {
                chain.add(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(each)));
            }
        } catch (CertificateException broken) {
            throw new IllegalArgumentException("--client-key names a file with a certificate that cannot be read");
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("--client-key names a file without the certificate of its key");
        }
        return chain;
    }

    private PrivateKey key(String algorithm, char[] password) throws KeyFile.WrongPassword, GeneralSecurityException {
        List<byte[]> plain = blocks(PLAIN);
        List<byte[]> encrypted = blocks(ENCRYPTED);
        if (plain.size() + encrypted.size() != 1) {
            boolean old =
                    text.contains("-----BEGIN RSA PRIVATE KEY-----") || text.contains("-----BEGIN EC PRIVATE KEY-----");
            throw new IllegalArgumentException(
                    old
                            ? "--client-key names a file with a key in an older form: openssl pkcs8 -topk8 converts it"
                            : "--client-key names a file that does not hold exactly one private key");
        }
        try {
            PKCS8EncodedKeySpec spec =
                    plain.isEmpty() ? decrypted(encrypted.get(0), password) : new PKCS8EncodedKeySpec(plain.get(0));
            return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (IOException | NoSuchAlgorithmException unknown) {
            throw new IllegalArgumentException(
                    "--client-key names a file whose private key is broken, or in a form that this"
                            + " Java does not know: openssl pkcs8 -topk8 -v2 aes-256-cbc converts it");
        } catch (InvalidKeySpecException unfit) {
            throw new IllegalArgumentException(
                    "--client-key names a file with a private key that cannot be read, or is not of its certificate's kind");
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] block, char[] password)
            throws KeyFile.WrongPassword, GeneralSecurityException, IOException {
        if (password.length == 0) {
            throw new KeyFile.WrongPassword();
        }
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(block);
        String encryption = info.getAlgParameters() == null
                ? info.getAlgName()
                : info.getAlgParameters().toString();
        PBEKeySpec spec = new PBEKeySpec(password);
        try {
            Key opening = SecretKeyFactory.getInstance(encryption).generateSecret(spec);
            Cipher cipher = Cipher.getInstance(encryption);
            cipher.init(Cipher.DECRYPT_MODE, opening, info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (InvalidKeySpecException | InvalidKeyException wrong) {
            throw new KeyFile.WrongPassword();
        } finally {
            spec.clearPassword();
        }
    }

    private static boolean fits(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        String kind = SIGNATURES.get(certificate.getPublicKey().getAlgorithm());
        if (kind == null) {
            return true; // a type of key that is left to the handshake
        }
        Signature signature = Signature.getInstance(kind);
        signature.initSign(key);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update((byte) 1);
        return signature.verify(signed);
    }

    private List<byte[]> blocks(String kind) {
        List<byte[]> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).equals(kind)) {
                found.add(decoded(blocks.group(2)));
            }
        }
        return found;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            return new byte[0]; // neither a certificate nor a key
        }
    }
}
