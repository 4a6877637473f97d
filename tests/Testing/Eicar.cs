using System.Text;

namespace SdkNode.Testing;

/// <summary>The harmless test file that every scanner knows, in parts: whole it would make this repository look infected.</summary>
public static class Eicar
{
    /// <summary>The name that our signature gives it.</summary>
    public const string Signature = "SdkNode.Test.Eicar.UNOFFICIAL";

    /// <summary>The file's 68 octets.</summary>
    public static byte[] Octets => Encoding.ASCII.GetBytes(Text);

    /// <summary>The same as text.</summary>
    public static string Text => string.Concat("X5O!P%@AP[4", "\\PZX54(P^)7CC)7}", "$EICAR-STANDARD", "-ANTIVIRUS-TEST", "-FILE!", "$H+H*");
}
