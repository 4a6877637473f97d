namespace SdkNode.Testbed.Federation;

/// <summary>A NAPTR record as the testbed's DNS gives it.</summary>
/// <param name="Order">Lower comes first.</param>
/// <param name="Preference">Lower comes first within an order.</param>
/// <param name="Flags">U for a URI.</param>
/// <param name="Service">Meta:SMP for an SMP.</param>
/// <param name="Regexp">The substitution, such as <c>!.*!http://smp.example!</c>.</param>
public sealed record NaptrRecord(ushort Order, ushort Preference, string Flags, string Service, string Regexp);
