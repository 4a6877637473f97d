using System.Security.Cryptography;

namespace SdkNode.Testbed.Pki;

/// <summary>How a development PKI is made.</summary>
public sealed record DevelopmentPkiOptions
{
    /// <summary>The environment's name, part of every authority's name.</summary>
    public string Environment { get; init; } = "DEV";

    /// <summary>The length of the authorities' RSA keys, in bits.</summary>
    public int AuthorityKeyBits { get; init; } = 3072;

    /// <summary>The length of the issued RSA keys, in bits; 2048 makes tests faster.</summary>
    public int LeafKeyBits { get; init; } = 3072;

    /// <summary>Makes the key of an issued certificate from its length in bits; tests that issue many hand out a few keys again and again, since making them is slow.</summary>
    public Func<int, RSA> LeafKey { get; init; } = RSA.Create;

    /// <summary>How long a CRL and an OCSP answer are valid.</summary>
    public TimeSpan StatusLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
