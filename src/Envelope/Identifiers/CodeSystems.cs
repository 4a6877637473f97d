namespace SdkNode.Envelope.Identifiers;

/// <summary>The code systems (roots) by which messages identify people and references (ID-13).</summary>
public static class CodeSystems
{
    /// <summary>Personnummer.</summary>
    public const string PersonalNumber = "1.2.752.129.2.1.3.1";

    /// <summary>Samordningsnummer.</summary>
    public const string CoordinationNumber = "1.2.752.129.2.1.3.3";

    /// <summary>National reserve id.</summary>
    public const string NationalReserveId = "1.2.752.74.9.1";

    /// <summary>HSA-id.</summary>
    public const string HsaId = "1.2.752.29.6.2.1";

    /// <summary>E-mail address.</summary>
    public const string Email = "0.9.2342.19200300.100.1.3";

    /// <summary>Another id of a person.</summary>
    public const string OtherPersonId = "1.2.752.129.2.1.2.1";

    /// <summary>GLN.</summary>
    public const string Gln = "1.3.88";

    /// <summary>Diary number.</summary>
    public const string DiaryNumber = "dnr";

    /// <summary>Anything else; spelled so in the code list.</summary>
    public const string Other = "unregistred";
}
