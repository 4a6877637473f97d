namespace SdkNode.Security.Xml;

/// <summary>The canonicalisations that are made here; all without comments.</summary>
public enum CanonicalizationAlgorithm
{
    /// <summary>Canonical XML 1.0.</summary>
    InclusiveC14N10,

    /// <summary>Canonical XML 1.1.</summary>
    InclusiveC14N11,

    /// <summary>Exclusive XML Canonicalization 1.0.</summary>
    ExclusiveC14N,
}

/// <summary>Algorithm URIs of canonicalisations.</summary>
public static class CanonicalizationAlgorithms
{
    /// <summary>The algorithm's URI.</summary>
    public static string ToUri(this CanonicalizationAlgorithm algorithm) => algorithm switch
    {
        CanonicalizationAlgorithm.InclusiveC14N10 => "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        CanonicalizationAlgorithm.InclusiveC14N11 => "http://www.w3.org/2006/12/xml-c14n11",
        CanonicalizationAlgorithm.ExclusiveC14N => XmlNamespaces.ExcC14N,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>The algorithm of a URI; null when unknown, and for the variants with comments (O2O-3).</summary>
    public static CanonicalizationAlgorithm? FromUri(string uri) => uri switch
    {
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" => CanonicalizationAlgorithm.InclusiveC14N10,
        "http://www.w3.org/2006/12/xml-c14n11" => CanonicalizationAlgorithm.InclusiveC14N11,
        XmlNamespaces.ExcC14N => CanonicalizationAlgorithm.ExclusiveC14N,
        _ => null,
    };
}
