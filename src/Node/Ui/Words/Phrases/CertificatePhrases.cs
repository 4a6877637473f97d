namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>What is wrong with a certificate, ours or somebody else's.</summary>
internal static class CertificatePhrases
{
    /// <summary>The phrases.</summary>
    public static IReadOnlyList<Phrase> All { get; } =
    [
        new("{0} is valid only from {1} UTC.", "{0} gäller först från {1}."),
        new("{0} expired {1} UTC.", "{0} gick ut {1}."),
        new("{0} has no RSA key.", "{0} har ingen RSA-nyckel."),
        new("{0} has a key of {1} bits; {2} are required.", "{0} har en nyckel på {1} bitar; {2} krävs."),
        new("{0} is signed with {1}, which is not accepted.", "{0} är signerat med {1}, som inte godtas."),
        new("{0} is a certificate authority and may not be used for {1}.", "{0} är en utfärdares certifikat och får inte användas för {1}."),
        new("{0} lacks the key usage for {1} ({2}).", "{0} saknar nyckelanvändning för {1} ({2})."),
        new("{0} lacks the extended key usage for {1} ({2}).", "{0} saknar utökad nyckelanvändning för {1} ({2})."),
        new("{0} names none of the certificate policies {1}.", "{0} har ingen av certifikatpolicyerna {1}."),
        new("{0} is issued by {1}; for {2} the issuer must be {3}.", "{0} är utfärdat av {1}; för {2} måste utfärdaren vara {3}."),
        new("{0} is no certificate in DER.", "{0} är inget certifikat i DER."),
        new("{0} is {1}.", "{0} är {1}."),
        new("revoked {0} UTC, says the CRL of {1} UTC", "spärrat {0} enligt spärrlistan från {1}"),
        new("revoked {0} UTC, says OCSP of {1} UTC", "spärrat {0} enligt OCSP-svaret från {1}"),
        new("Nobody tells whether {0} is revoked: {1}.", "Det går inte att få veta om {0} är spärrat: {1}."),
        new("the certificate names neither OCSP nor a CRL", "certifikatet nämner varken OCSP eller spärrlista"),
        new("the certificate names only places that cannot be asked over http", "certifikatet nämner bara adresser som inte kan frågas över http"),
        new("{0} ({1}) expired {2} UTC.", "{0} ({1}) gick ut {2}."),
        new("{0} ({1}) is valid only from {2} UTC.", "{0} ({1}) gäller först från {2}."),
        new("{0} ({1}) is not accepted: {2}", "{0} ({1}) godtas inte: {2}"),

        // Files.
        new("{0} is no X.509 certificate in PEM or DER; export it again in one of these forms.", "{0} är inget X.509-certifikat i PEM eller DER; exportera det på nytt i någon av formerna."),
        new("{0} is PEM without a certificate; export the certificate into it.", "{0} är PEM utan certifikat; exportera certifikatet dit."),
        new("{0} holds no private key.", "{0} har ingen privat nyckel."),
        new("{0} holds no private key in PEM; put the key there.", "{0} har ingen privat nyckel i PEM; lägg dit nyckeln."),
        new("{0} holds a damaged certificate; export it again.", "{0} har ett skadat certifikat; exportera det på nytt."),
        new("{0} holds no certificate in PEM; put the certificate before the key.", "{0} har inget certifikat i PEM; lägg certifikatet före nyckeln."),
        new("The key in {0} belongs to no certificate in {1} ({2}); pair the key with its own certificate.", "Nyckeln i {0} hör inte till något certifikat i {1} ({2})."),
        new("The key in {0} is encrypted and no password is configured; configure it.", "Nyckeln i {0} är krypterad och inget lösenord är angivet."),
        new("The password does not open the key in {0}; correct the password.", "Lösenordet öppnar inte nyckeln i {0}; rätta lösenordet."),
        new("The password does not open {0}; correct the password.", "Lösenordet öppnar inte {0}; rätta lösenordet."),
        new("{0} is neither PEM nor a PKCS #12 file that can be read; export it again. {1}", "{0} är varken PEM eller en PKCS #12-fil som går att läsa; exportera den på nytt."),
        new("{0} holds no certificate with its private key; export it together with the key.", "{0} har inget certifikat med sin privata nyckel; exportera det tillsammans med nyckeln."),
        new("{0} holds {1} certificates with private keys; export one alone.", "{0} har {1} certifikat med privata nycklar; exportera ett för sig."),
        new("The key in {0} is no RSA key; the profile needs RSA: order an RSA certificate.", "Nyckeln i {0} är ingen RSA-nyckel; beställ ett certifikat med RSA."),
        new("The key in {0} is an elliptic curve key; the profile needs RSA: order an RSA certificate.", "Nyckeln i {0} är en elliptisk nyckel; beställ ett certifikat med RSA."),
        new("The key in {0} does not belong to its certificate {1}; export both again.", "Nyckeln i {0} hör inte till sitt certifikat {1}; exportera båda på nytt."),
        new("The key in {0} is damaged or of an unknown kind; export it again as PKCS #8.", "Nyckeln i {0} är skadad eller av okänt slag; exportera den på nytt som PKCS #8."),
    ];
}
