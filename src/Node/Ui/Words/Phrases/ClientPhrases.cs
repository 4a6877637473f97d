namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>Why a case system was not added or changed.</summary>
internal static class ClientPhrases
{
    /// <summary>The phrases.</summary>
    public static IReadOnlyList<Phrase> All { get; } =
    [
        new("There is no public key in it. Give a PEM public key, a certificate, or a JWKS document.", "Det finns ingen publik nyckel i det. Ange en publik nyckel i PEM, ett certifikat eller ett JWKS-dokument."),
        new("It is longer than {0} characters, so it is no key.", "Det är längre än {0} tecken och därför ingen nyckel."),
        new("It holds {0} keys; a client can have {1}.", "Det innehåller {0} nycklar; ett system kan ha {1}."),
        new("That would make {0} keys; a client can have {1}. Use --drop-old.", "Det skulle bli {0} nycklar; ett system kan ha {1}. Kryssa i att de gamla ska sluta gälla."),
        new("Two different keys have the same kid. Give each one of its own.", "Två olika nycklar har samma kid. Ge var och en ett eget."),
        new("It is not JSON (line {0}).", "Det är inte JSON (rad {0})."),
        new("It holds a key whose numbers are not those of a key.", "Det innehåller en nyckel med ogiltiga värden."),
        new("A key is for {0}; allowed are {1}.", "En nyckel är för {0}; tillåtna är {1}."),
        new("A key is of the type {0}; RSA and EC are allowed.", "En nyckel är av slaget {0}; RSA och EC är tillåtna."),
        new("There is a client named {0} already. Choose another name, or use rotate to change its key.", "Det finns redan ett system som heter {0}. Välj ett annat namn, eller byt dess nyckel i listan."),
        new("There is no client {0}. See: sdknode clients list", "Det finns inget system {0}."),
        new("A client needs a name of 1 to {0} characters.", "Ett system behöver ett namn på 1 till {0} tecken."),
        new("An administrator's client belongs to the whole node: it has no environment, participant or functional addresses.", "Ett system för administration hör till hela noden: det har ingen miljö, organisation eller funktionsadress."),
        new("{0} is not served here in {1}. Served are: {2}.", "{0} finns inte här i {1}. Här finns: {2}."),
        new("{0} is not served here. Served are: {1}.", "{0} finns inte här. Här finns: {1}."),
        new("{0} is served in several environments. Say which with --environment: {1}.", "{0} finns i flera miljöer. Välj vilken: {1}."),
        new("A client needs 1 to {0} functional addresses, without white space; * stands for any run of characters.", "Ett system behöver 1 till {0} funktionsadresser, utan blanksteg; * står för vilka tecken som helst."),
        new("There is no scope {0} for such a client. Known are: {1}.", "Det finns ingen rättighet {0} för ett sådant system. Kända är: {1}."),
        new("It holds a PEM block {0}, which is no public key and no certificate.", "Det innehåller ett PEM-block {0}, som varken är en publik nyckel eller ett certifikat."),
        new("The PEM block {0} can't be read: {1}", "PEM-blocket {0} går inte att läsa: {1}"),
        new("It is a key for {0}; RSA and elliptic curves are allowed.", "Det är en nyckel för {0}; RSA och elliptiska kurvor är tillåtna."),
        new("It is a private key, which only the client may have. Nothing was stored. Give the public key (openssl pkey -in private.pem -pubout), and think about whether the private one must now be replaced.", "Det är en privat nyckel, som bara systemet får ha. Inget sparades. Ange den publika nyckeln (openssl pkey -in private.pem -pubout), och tänk efter om den privata nu måste bytas."),
        new("The RSA key has {0} bits; {1} to {2} are allowed.", "RSA-nyckeln har {0} bitar; {1} till {2} är tillåtna."),
        new("The key is on the curve {0}; P-256, P-384 and P-521 are allowed.", "Nyckeln är på kurvan {0}; P-256, P-384 och P-521 är tillåtna."),
        new("A kid is longer than {0} characters or holds control characters.", "Ett kid är längre än {0} tecken eller har styrtecken."),
    ];
}
