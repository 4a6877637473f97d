namespace SdkNode.Security.Pkcs11;

/// <summary>A private RSA key that does the bare operation where it lies, so that paddings which the module does not know are taken off here.</summary>
internal interface IRawRsa
{
    /// <summary>The length of a block, octets.</summary>
    int BlockBytes { get; }

    /// <summary>The bare private operation.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The module refuses, or is gone.</exception>
    byte[] Raw(byte[] block);
}
