namespace SdkNode.Envelope.Identifiers;

/// <summary>How the payload is protected between the organisations (ID-8).</summary>
public enum TransportModel
{
    /// <summary><c>tm-base</c>: neither signed nor encrypted.</summary>
    Base,

    /// <summary><c>tm-base-ext-sigenc</c>: signed and encrypted organisation to organisation; the one that SDK requires.</summary>
    BaseSigEnc,
}

/// <summary>The names of transport models.</summary>
public static class TransportModels
{
    /// <summary>The name in identifiers, such as <c>tm-base</c>.</summary>
    public static string ToName(this TransportModel model) => model switch
    {
        TransportModel.Base => "tm-base",
        TransportModel.BaseSigEnc => "tm-base-ext-sigenc",
        _ => throw new ArgumentOutOfRangeException(nameof(model)),
    };

    /// <summary>The model of a name; null when unknown. Names are case-sensitive.</summary>
    public static TransportModel? FromName(string name) => name switch
    {
        "tm-base" => TransportModel.Base,
        "tm-base-ext-sigenc" => TransportModel.BaseSigEnc,
        _ => null,
    };
}
