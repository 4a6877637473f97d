using System.Diagnostics.CodeAnalysis;

namespace SdkNode.Security;

/// <summary>
/// The value of an operation that can be refused: a <typeparamref name="T"/>, or the <typeparamref name="TFault"/> that says why not.
/// </summary>
/// <typeparam name="T">What was made or read.</typeparam>
/// <typeparam name="TFault">Why it was refused.</typeparam>
public readonly record struct Result<T, TFault>
    where T : class
    where TFault : class
{
    private Result(T? value, TFault? fault) => (Value, Fault) = (value, fault);

    /// <summary>What was made or read; null when refused.</summary>
    public T? Value { get; }

    /// <summary>Why it was refused; null when it was not.</summary>
    public TFault? Fault { get; }

    /// <summary>True when there is a value, and then no fault.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsOk => Value is not null;

    /// <summary>Takes the value out, or the fault.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out TFault? fault)
    {
        (value, fault) = (Value, Fault);
        return IsOk;
    }

    /// <summary>A result that holds a value.</summary>
    public static implicit operator Result<T, TFault>(T value) => new(value ?? throw new ArgumentNullException(nameof(value)), null);

    /// <summary>A result that holds a fault.</summary>
    public static implicit operator Result<T, TFault>(TFault fault) => new(null, fault ?? throw new ArgumentNullException(nameof(fault)));
}
